-- What the logs can prove: one row for each log file, or for each container's
-- log in a file that holds several.
--
-- A log belongs to the Pod that its place names, else to the one whose name
-- stands in its path; the longest name that fits counts.  A pause is a gap only
-- where the log is otherwise busy and holds what every sync prints: half a day
-- of silence is normal for a controller with nothing to do, also after an hour
-- of failed attempts.
DROP TABLE IF EXISTS log_part;
CREATE TABLE log_part (
  segment_id  INTEGER PRIMARY KEY,
  input_id    INTEGER NOT NULL,
  line        INTEGER  -- that tells whose log it is; NULL: it has a file
) STRICT;

INSERT INTO log_part
SELECT
  segment.id AS segment_id, segment.input_id,
  (SELECT max(place.line) FROM input_place AS place
    WHERE place.input_id = segment.input_id
      AND place.line < segment.first_line) AS line
FROM log_segment AS segment JOIN input ON input.id = segment.input_id
WHERE input.kind IN ('cert-manager-log', 'objects');

CREATE INDEX log_part_input ON log_part (input_id, line);

DROP TABLE IF EXISTS log_pod;
CREATE TABLE log_pod AS
SELECT
  place.input_id, place.line, place.pod, pod_now.object_id,
  coalesce(place.container, (SELECT CASE count(*) WHEN 1 THEN max(name) END
    FROM container WHERE container.object_id = pod_now.object_id)) AS container
FROM input_place AS place
LEFT JOIN pod_now
  ON pod_now.name = place.pod AND pod_now.namespace IS place.namespace
WHERE place.pod IS NOT NULL
  AND EXISTS (SELECT 1 FROM log_part
    WHERE log_part.input_id = place.input_id
      AND log_part.line IS place.line)
UNION ALL
SELECT input_id, NULL, pod, object_id, container
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
    AND input.id NOT IN (SELECT input_id FROM input_place
      WHERE pod IS NOT NULL)
)
WHERE place = 1;

DROP TABLE IF EXISTS temp.told_version;
CREATE TEMP TABLE told_version AS
SELECT log_line.id, input_id, part.line AS part, log_line.line, version
FROM log_line
JOIN log_form ON log_form.id = form_id
JOIN log_part AS part ON part.segment_id = log_line.segment_id
WHERE EXISTS (SELECT 1 FROM log_form WHERE version IS NOT NULL)
  AND version IS NOT NULL;

CREATE INDEX temp.told_version_input ON told_version (input_id, line);

DROP TABLE IF EXISTS temp.scheduling;
CREATE TEMP TABLE scheduling (segment_id INTEGER PRIMARY KEY);

INSERT OR IGNORE INTO scheduling
SELECT segment_id
FROM log_line
WHERE EXISTS (SELECT 1 FROM log_form WHERE kind = 'scheduled')
  AND form_id IN (SELECT id FROM log_form WHERE kind = 'scheduled');

-- Only where a file holds several logs must it be known which are understood.
DROP TABLE IF EXISTS temp.known_segment;
CREATE TEMP TABLE known_segment AS
SELECT DISTINCT segment_id FROM log_line
WHERE EXISTS (SELECT 1 FROM log_part WHERE line IS NOT NULL);

DROP TABLE IF EXISTS cover;
CREATE TABLE cover AS
SELECT
  part.input_id, part.line, log_pod.pod,
  log_pod.container,
  coalesce(
    (SELECT version FROM told_version
      WHERE told_version.input_id = part.input_id
        AND told_version.part IS part.line
      ORDER BY told_version.line DESC, id LIMIT 1),
    (SELECT substr(image, instr(image, ':v') + 1) FROM container
      WHERE container.object_id = log_pod.object_id
        AND image LIKE '%cert-manager%:v%' ORDER BY line LIMIT 1),
    (SELECT release FROM log_release
      WHERE log_release.input_id = input.id)) AS version,
  min(span.first_us) AS first_us, max(span.last_us) AS last_us,
  CASE WHEN part.line IS NULL THEN input.lines
    ELSE max(segment.last_line) - part.line END AS lines,
  sum(CASE WHEN span.last_us - span.first_us < 86400000000 THEN 0
    WHEN segment.records * 3600000000 < span.last_us - span.first_us THEN 0
    WHEN NOT EXISTS (SELECT 1 FROM scheduling
      JOIN log_part AS own USING (segment_id)
      WHERE own.input_id = part.input_id AND own.line IS part.line) THEN 0
    ELSE silences END) AS gaps,
  (SELECT nullif(witness, 'none') FROM log_year JOIN log_part AS own
      ON own.segment_id = log_year.segment_id
    WHERE own.input_id = input.id AND own.line IS part.line
    ORDER BY own.segment_id LIMIT 1) AS year_witness,
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
FROM log_part AS part
JOIN input ON input.id = part.input_id
JOIN log_segment AS segment ON segment.id = part.segment_id
JOIN log_span AS span ON span.segment_id = part.segment_id
LEFT JOIN log_year ON log_year.segment_id = part.segment_id
LEFT JOIN log_pod
  ON log_pod.input_id = part.input_id AND log_pod.line IS part.line
GROUP BY part.input_id, part.line
HAVING part.line IS NULL
  OR max(part.segment_id IN (SELECT segment_id FROM known_segment)) = 1;

DROP TABLE temp.told_version;
DROP TABLE temp.scheduling;
DROP TABLE temp.known_segment;
