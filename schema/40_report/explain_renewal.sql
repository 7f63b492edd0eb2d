-- The renewal of this id, or those that the finding of this id speaks of.
SELECT * FROM renewals
WHERE id = :subject OR id IN (
  SELECT renewal.id FROM finding JOIN renewal
    ON renewal.id = substr(finding.part, 1, length(renewal.id))
  WHERE finding.id = :subject);
