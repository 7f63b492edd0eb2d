-- status.conditions of Certificates, CertificateRequests, Issuers and Pods.
CREATE TABLE condition (
  object_id  INTEGER NOT NULL REFERENCES object (id) ON DELETE CASCADE,
  line       INTEGER NOT NULL,
  type       TEXT    NOT NULL,  -- 'Ready', 'Issuing', 'Approved', ...
  status     TEXT    NOT NULL,  -- 'True', 'False', 'Unknown'
  reason     TEXT,
  message    TEXT,
  at_us      INTEGER            -- lastTransitionTime
) STRICT;
