-- One row for each Kubernetes object met: what all kinds have in common.  The
-- same object in two dumps is two rows.
CREATE TABLE object (
  id                INTEGER PRIMARY KEY,
  input_id          INTEGER NOT NULL REFERENCES input (id) ON DELETE CASCADE,
  line              INTEGER NOT NULL,  -- where the object begins
  api_group         TEXT    NOT NULL,  -- 'cert-manager.io'; '' is core
  api_version       TEXT    NOT NULL,  -- 'v1', 'v1alpha1'; '' if not given
  kind              TEXT    NOT NULL,
  namespace         TEXT,              -- NULL: cluster scope, or not given
  name              TEXT    NOT NULL,
  uid               TEXT,
  resource_version  INTEGER,           -- orders versions of one object
  created_us        INTEGER,
  deleted_us        INTEGER,           -- metadata.deletionTimestamp
  owner_kind        TEXT,              -- the controlling owner, else the first
  owner_name        TEXT,
  owner_uid         TEXT,
  -- 'object' is YAML or JSON; the others tell less.
  form              TEXT    NOT NULL DEFAULT 'object'
                      CHECK (form IN ('object', 'describe', 'table'))
) STRICT;
