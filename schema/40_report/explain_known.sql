-- Whether there is a finding or renewal of this id.
SELECT id FROM finding WHERE id = :subject
UNION ALL
SELECT id FROM renewal WHERE id = :subject;
