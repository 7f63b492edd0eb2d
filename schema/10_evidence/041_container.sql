-- A container of a Pod or of a workload's Pod template.  State columns are
-- NULL for templates and where the status is not in the dump.
CREATE TABLE container (
  object_id         INTEGER NOT NULL REFERENCES object (id) ON DELETE CASCADE,
  line              INTEGER NOT NULL,
  name              TEXT    NOT NULL,
  type              TEXT    NOT NULL CHECK (type IN ('app', 'init', 'sidecar',
                      'ephemeral')),  -- 'sidecar': init with restartPolicy Always
  image             TEXT,
  state             TEXT CHECK (state IN ('running', 'waiting', 'terminated')),
  state_reason      TEXT,
  started_us        INTEGER,  -- state.{running,terminated}.startedAt
  started_line      INTEGER,
  finished_us       INTEGER,  -- state.terminated.finishedAt
  restart_count     INTEGER,
  last_started_us   INTEGER,  -- lastState.terminated
  last_finished_us  INTEGER,
  last_reason       TEXT
) STRICT;
