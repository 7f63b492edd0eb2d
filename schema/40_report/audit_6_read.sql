-- What was read, and what was not understood.
SELECT style, prefix, text
FROM (
  SELECT 0 AS n, 'head' AS style, 'READ  ' AS prefix,
    count(CASE WHEN status = 'read' THEN 1 END) || ' of ' || count(*)
    || CASE count(*) WHEN 1 THEN ' file' ELSE ' files' END || ', '
    || coalesce((SELECT sum(repeats) FROM log_line), 0)
    || ' log records understood, ' || coalesce(sum(unknown), 0)
    || ' of unknown form' || coalesce((
      SELECT ', ' || sum(n) || CASE sum(n) WHEN 1 THEN ' object'
        ELSE ' objects' END || ' of other kinds' FROM unknown_kind
      HAVING count(*) > 0), '') || '   (certtrail inputs)' AS text
  FROM input
  UNION ALL
  SELECT row_number() OVER (ORDER BY path), 'plain', '  ', path || ': ' || status
    || coalesce(', ' || note, '')
  FROM (SELECT * FROM inputs WHERE status <> 'read' ORDER BY path LIMIT 6)
)
ORDER BY n;
