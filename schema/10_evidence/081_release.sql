-- What schema/releases says.
CREATE TABLE release_sign (
  at       TEXT,  -- a source line, such as 'acme.go:233'
  pattern  TEXT,  -- GLOB
  reason   TEXT,  -- how it begins
  since    TEXT,
  until    TEXT
) STRICT;

CREATE TABLE fault (
  id       TEXT    NOT NULL PRIMARY KEY,
  since    TEXT,
  until    TEXT,
  code     TEXT    NOT NULL,  -- of a finding; or 'renewal'
  state    TEXT,
  pattern  TEXT,
  without  TEXT,
  text     TEXT    NOT NULL,
  link     TEXT
) STRICT;
