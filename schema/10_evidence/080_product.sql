-- What schema/products says, as rows.  Filled when the database is made.
CREATE TABLE product (
  product  TEXT NOT NULL PRIMARY KEY,
  title    TEXT NOT NULL
) STRICT;

-- A product is there if one namespace has all certificates of one group.
CREATE TABLE product_sign (
  product      TEXT    NOT NULL REFERENCES product (product),
  sign         INTEGER NOT NULL,  -- which group
  certificate  TEXT    NOT NULL   -- a GLOB pattern
) STRICT;

-- How the containers of some Pods take a renewed Secret of some certificates.
-- The first rule that fits, in file order, counts.
CREATE TABLE product_rule (
  product      TEXT    NOT NULL REFERENCES product (product),
  place        INTEGER NOT NULL,  -- order in the file
  rule         TEXT    NOT NULL,  -- its id; one row for each pair of patterns
  certificate  TEXT    NOT NULL,  -- a GLOB pattern
  pod          TEXT    NOT NULL,  -- a GLOB pattern
  takes        TEXT    NOT NULL CHECK (takes IN ('restart', 'reload',
                 'automatic')),
  means        TEXT    NOT NULL,  -- a sentence for the reader
  source       TEXT    NOT NULL
) STRICT;

CREATE INDEX product_rule_rule ON product_rule (rule);
