-- Labels and annotations of an object that say something about certificates
-- or restarts.  Others are not kept.
CREATE TABLE annotation (
  object_id  INTEGER NOT NULL REFERENCES object (id) ON DELETE CASCADE,
  line       INTEGER NOT NULL,
  place      TEXT    NOT NULL CHECK (place IN ('label', 'annotation',
                       'template-label', 'template-annotation')),
  key        TEXT    NOT NULL,
  value      TEXT
) STRICT;
