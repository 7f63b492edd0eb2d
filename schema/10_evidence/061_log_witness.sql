-- A line that carries a full date beside its klog header, the first and the
-- last of each kind in a segment.
CREATE TABLE log_witness (
  segment_id  INTEGER NOT NULL REFERENCES log_segment (id) ON DELETE CASCADE,
  line        INTEGER NOT NULL,
  kind        TEXT    NOT NULL CHECK (kind IN ('envelope', 'transition',
                        'planned')),
  stamp_us    INTEGER NOT NULL,
  roll        INTEGER NOT NULL,
  full_us     INTEGER NOT NULL
) STRICT;
