-- What each finding, renewal, cascade and restart rests on.  The id of a
-- cascade is that of the CA's renewal and the certificate below it; the id of a
-- restart is that of the renewal and NAMESPACE/POD/CONTAINER.
DROP VIEW IF EXISTS evidence;
CREATE VIEW evidence AS
SELECT
  subject_kind,
  subject_id,
  witness,
  CASE WHEN at_us >= 1388534400000000 THEN
    strftime('%Y-%m-%dT%H:%M:%S', at_us / 1000000, 'unixepoch')
    || CASE WHEN at_us % 1000000 = 0 THEN ''
      ELSE rtrim(printf('.%06d', at_us % 1000000), '0') END || 'Z' END
    AS at,
  path,
  line,
  excerpt
FROM (
  SELECT 'renewal' AS subject_kind, renewal_id AS subject_id,
    signal.source AS witness, signal.at_us, signal.input_id, signal.line,
    signal.excerpt
  FROM renewal_signal CROSS JOIN signal_row AS signal ON signal.id = signal_id
  UNION ALL
  SELECT subject_kind, subject_id, witness, at_us, input_id, line, excerpt
  FROM proof WHERE signal_id IS NULL
  UNION ALL
  SELECT subject_kind, subject_id, signal.source, signal.at_us, signal.input_id,
    signal.line, signal.excerpt
  FROM proof CROSS JOIN signal_row AS signal ON signal.id = signal_id
  UNION ALL
  SELECT 'restart', subject_id, 'pod', at_us, input_id, line, excerpt
  FROM restart_proof
  UNION ALL
  SELECT
    'cascade', cascade.ca_renewal_id || ' ' || cascade.namespace || '/'
      || cascade.certificate,
    proof.witness, proof.at_us, proof.input_id, proof.line, proof.excerpt
  FROM cascade
  CROSS JOIN proof
    ON proof.subject_kind = 'renewal'
    AND proof.subject_id IN (cascade.ca_renewal_id, cascade.renewal_id)
  WHERE cascade.state <> 'superseded'
  UNION ALL
  SELECT
    'cascade', cascade.ca_renewal_id || ' ' || cascade.namespace || '/'
      || cascade.certificate,
    signal.source, signal.at_us, signal.input_id, signal.line, signal.excerpt
  FROM cascade
  CROSS JOIN renewal_signal
    ON renewal_signal.renewal_id IN (cascade.ca_renewal_id, cascade.renewal_id)
  CROSS JOIN signal_row AS signal ON signal.id = signal_id
  WHERE cascade.state <> 'superseded'
)
LEFT JOIN input ON input.id = input_id
ORDER BY subject_kind, subject_id, at_us, path, line, witness, excerpt;
