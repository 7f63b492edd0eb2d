-- inputs for a reader: what became of a file, and below it its name.
SELECT
  CASE status WHEN 'read' THEN 'plain' ELSE 'medium' END AS style,
  substr(status || '         ', 1, 9) AS prefix,
  CASE WHEN length(path) > 70
    THEN substr(path, 1, 34) || '…' || substr(path, -35) ELSE path END
    || char(10) || kind
    || coalesce(', ' || lines || CASE lines WHEN 1 THEN ' line' ELSE ' lines' END, '')
    || CASE objects WHEN 0 THEN '' WHEN 1 THEN ', 1 object'
      ELSE ', ' || objects || ' objects' END
    || CASE events WHEN 0 THEN '' WHEN 1 THEN ', 1 record understood'
      ELSE ', ' || events || ' records understood' END
    || coalesce('; ' || note, '') AS text
FROM inputs;
