-- The pattern files beside those of the program that logs were read with.
CREATE TABLE pattern_file (
  path  TEXT PRIMARY KEY
) STRICT;
