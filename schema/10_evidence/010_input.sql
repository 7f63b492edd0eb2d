-- One row for every file or archive member met, whether understood or not.
-- Filled by analyzer/store/put_input.c when the member is opened and completed
-- when it has been read.
CREATE TABLE input (
  id        INTEGER PRIMARY KEY,
  path      TEXT    NOT NULL,  -- as given, '!' before each nested member
  kind      TEXT    NOT NULL CHECK (kind IN ('archive', 'objects', 'describe',
                      'table', 'cert-manager-log', 'other-log', 'metadata',
                      'other')),
  status    TEXT    NOT NULL CHECK (status IN ('read', 'partial', 'skipped',
                      'failed')),
  bytes     INTEGER,           -- as it lies; NULL if it could not be opened
  sha256    TEXT,              -- of the bytes as they lie, in hex
  lines     INTEGER,           -- of the decompressed text; NULL for archives
  objects   INTEGER NOT NULL DEFAULT 0,  -- Kubernetes objects met
  events    INTEGER NOT NULL DEFAULT 0,  -- log records recognised
  unknown   INTEGER NOT NULL DEFAULT 0,  -- log records no pattern knows
  mtime_us  INTEGER,           -- an archive's word for it; never the file's
  note      TEXT,
  link      TEXT,              -- of a link, the path that it leads to
  UNIQUE (path, sha256)
) STRICT;
