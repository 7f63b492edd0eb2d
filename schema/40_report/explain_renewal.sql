-- The renewal of this id, or those that the finding of this id speaks of.
SELECT * FROM renewals
WHERE id = :subject OR id IN (
  SELECT renewal.id FROM finding JOIN renewal
    ON renewal.id = finding.part
  WHERE finding.id = :subject
  UNION
  SELECT renewal_id FROM finding JOIN restart_member AS member
    ON member.namespace = finding.namespace
    AND member.workload = finding.object
    AND member.workload_kind = finding.object_kind
  WHERE finding.id = :subject AND finding.code LIKE 'restart%');
