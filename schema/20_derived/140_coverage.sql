-- What the logs can prove: one row for each log file.
--
-- A log belongs to the Pod whose name stands in its path; the longest name that
-- fits counts.  A pause is a gap only where the log is otherwise busy and holds
-- what every sync prints: half a day of silence is normal for a controller with
-- nothing to do, also after an hour of failed attempts.
DROP TABLE IF EXISTS log_pod;
CREATE TABLE log_pod AS
SELECT input_id, pod, object_id, container
FROM (
  SELECT
    input.id AS input_id, pod_now.name AS pod, pod_now.object_id,
    container.name AS container,
    row_number() OVER (
      PARTITION BY input.id
      ORDER BY
        length(pod_now.name) DESC, pod_now.namespace,
        instr(substr(input.path, instr(input.path, pod_now.name)
          + length(pod_now.name)), container.name) > 0 DESC,
        length(container.name) DESC, container.type <> 'app', container.line
    ) AS place
  FROM input
  JOIN pod_now ON instr(input.path, pod_now.name) > 0
  LEFT JOIN container ON container.object_id = pod_now.object_id
  WHERE input.kind = 'cert-manager-log'
)
WHERE place = 1;

DROP TABLE IF EXISTS temp.told_version;
CREATE TEMP TABLE told_version AS
SELECT log_line.id, input_id, log_line.line, version
FROM log_line
JOIN log_form ON log_form.id = form_id
JOIN log_segment ON log_segment.id = segment_id
WHERE EXISTS (SELECT 1 FROM log_form WHERE version IS NOT NULL)
  AND version IS NOT NULL;

CREATE INDEX temp.told_version_input ON told_version (input_id, line);

DROP TABLE IF EXISTS temp.scheduling_input;
CREATE TEMP TABLE scheduling_input (input_id INTEGER PRIMARY KEY);

INSERT OR IGNORE INTO scheduling_input
SELECT input_id
FROM log_line JOIN log_segment ON log_segment.id = segment_id
WHERE EXISTS (SELECT 1 FROM log_form WHERE kind = 'scheduled')
  AND form_id IN (SELECT id FROM log_form WHERE kind = 'scheduled');

DROP TABLE IF EXISTS cover;
CREATE TABLE cover AS
SELECT
  input.id AS input_id, log_pod.pod,
  log_pod.container,
  coalesce(
    (SELECT version FROM told_version
      WHERE told_version.input_id = input.id
      ORDER BY line DESC, id LIMIT 1),
    (SELECT substr(image, instr(image, ':v') + 1) FROM container
      WHERE container.object_id = log_pod.object_id
        AND image LIKE '%cert-manager%:v%' ORDER BY line LIMIT 1)) AS version,
  min(span.first_us) AS first_us, max(span.last_us) AS last_us, input.lines,
  sum(CASE WHEN span.last_us - span.first_us < 86400000000 THEN 0
    WHEN segment.records * 3600000000 < span.last_us - span.first_us THEN 0
    WHEN input.id NOT IN (SELECT input_id FROM scheduling_input) THEN 0
    ELSE silences END) AS gaps,
  (SELECT nullif(witness, 'none') FROM log_year JOIN log_segment AS own
      ON own.id = log_year.segment_id
    WHERE own.input_id = input.id ORDER BY own.id LIMIT 1) AS year_witness,
  CASE WHEN sum(span.first_us IS NULL) > 0 THEN NULL
    ELSE CASE min(CASE span.confidence WHEN 'high' THEN 3 WHEN 'medium' THEN 2
      ELSE 1 END) WHEN 3 THEN 'high' WHEN 2 THEN 'medium' ELSE 'low' END
    END AS year_confidence,
  CASE
    WHEN max(offset_us) IS NULL THEN 'UTC (assumed)'
    WHEN max(offset_us) = 0 THEN 'UTC'
    ELSE printf('%s%02d:%02d', CASE WHEN max(offset_us) < 0 THEN '-' ELSE '+' END,
      abs(max(offset_us)) / 3600000000, abs(max(offset_us)) / 60000000 % 60)
    END AS zone
FROM input
JOIN log_span AS span ON span.input_id = input.id
JOIN log_segment AS segment ON segment.id = span.segment_id
LEFT JOIN log_year ON log_year.segment_id = segment.id
LEFT JOIN log_pod ON log_pod.input_id = input.id
WHERE input.kind = 'cert-manager-log'
GROUP BY input.id;

DROP TABLE temp.told_version;
DROP TABLE temp.scheduling_input;
