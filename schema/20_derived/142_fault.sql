-- The releases to name, and which of their known faults explain a finding or a
-- renewal.
--
-- What a log tells is named, or, where none tells, what its signs leave; of two
-- such ranges, one inside the other, the inner one.
DROP TABLE IF EXISTS temp.cover_release;
CREATE TEMP TABLE cover_release AS
SELECT version, max(version IS NOT release) AS is_told, low, high
FROM cover LEFT JOIN log_release USING (input_id)
WHERE version IS NOT NULL
GROUP BY version;

DROP TABLE IF EXISTS named_release;
CREATE TABLE named_release AS
SELECT version
FROM cover_release AS named
WHERE is_told = (SELECT max(is_told) FROM cover_release)
  AND (is_told OR NOT EXISTS (
    SELECT 1 FROM cover_release AS inner
    WHERE inner.low >= named.low AND inner.high <= named.high
      AND inner.version <> named.version));

DROP TABLE temp.cover_release;

-- A log whose release is known as a range counts only if all of that has the
-- fault.
INSERT OR IGNORE INTO release_text
SELECT version FROM cover
WHERE version IS NOT NULL AND instr(version, '-v') = 0
  AND version NOT LIKE '%+';

DROP TABLE IF EXISTS temp.seen_release;
CREATE TEMP TABLE seen_release AS
SELECT low, high FROM cover JOIN release_number ON text = version
UNION
SELECT low, high FROM log_release JOIN cover USING (input_id)
WHERE release = version;

DROP TABLE IF EXISTS temp.seen_fault;
CREATE TEMP TABLE seen_fault AS
SELECT fault.*
FROM fault
LEFT JOIN release_number AS first ON first.text = since
LEFT JOIN release_number AS last ON last.text = until
WHERE (since IS NULL AND until IS NULL) OR EXISTS (
  SELECT 1 FROM seen_release AS seen
  WHERE seen.low >= coalesce(first.low, 0)
    AND seen.high <= coalesce(last.high, 1 << 40));

CREATE INDEX temp.seen_fault_code ON seen_fault (code);

-- Whom the lines speak of that a fault asks for.
DROP TABLE IF EXISTS temp.fault_line;
CREATE TEMP TABLE fault_line AS
SELECT DISTINCT form.fault, namespace, object
FROM log_line
JOIN (
  SELECT log_form.id, seen_fault.id AS fault
  FROM seen_fault JOIN log_form ON log_form.pattern GLOB seen_fault.pattern
) AS form ON form.id = form_id
JOIN log_subject ON log_subject.id = subject_id
WHERE EXISTS (
  SELECT 1 FROM seen_fault
  JOIN log_form ON log_form.pattern GLOB seen_fault.pattern);

CREATE INDEX temp.fault_line_object ON fault_line (fault, object);

DROP TABLE IF EXISTS known_fault;
CREATE TABLE known_fault (
  subject_id  TEXT NOT NULL,  -- of finding or renewal
  fault       TEXT NOT NULL,
  text        TEXT NOT NULL,
  link        TEXT,
  PRIMARY KEY (subject_id, fault)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO known_fault
SELECT finding.id, fault.id, fault.text, link
FROM seen_fault AS fault JOIN finding USING (code)
WHERE (state IS NULL OR EXISTS (
    SELECT 1 FROM newest
    JOIN cascade ON cascade.ca_renewal_id = newest.renewal_id
    WHERE newest.namespace = finding.namespace
      AND newest.certificate = finding.object
      AND cascade.state = fault.state))
  AND (pattern IS NULL OR EXISTS (
    SELECT 1 FROM fault_line AS line
    WHERE line.fault = fault.id AND line.object = finding.object
      AND coalesce(line.namespace, finding.namespace) = finding.namespace))
ORDER BY 1, 2;

INSERT OR IGNORE INTO known_fault
SELECT renewal.id, fault.id, fault.text, link
FROM seen_fault AS fault JOIN renewal ON code = 'renewal'
WHERE (without IS NULL
    OR instr(',' || witnesses || ',', ',' || without || ',') = 0)
  AND (pattern IS NULL OR EXISTS (
    SELECT 1 FROM fault_line AS line
    WHERE line.fault = fault.id AND line.object = renewal.certificate
      AND coalesce(line.namespace, renewal.namespace) = renewal.namespace))
ORDER BY 1, 2;

DROP VIEW temp.release_number;
DROP TABLE temp.release_text;
DROP TABLE temp.seen_release;
DROP TABLE temp.seen_fault;
DROP TABLE temp.fault_line;
