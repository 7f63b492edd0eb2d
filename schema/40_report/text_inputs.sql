-- inputs for a reader: what became of a file, and below it its name.
SELECT
  CASE status WHEN 'read' THEN 'plain' ELSE 'medium' END AS style,
  substr(status || '         ', 1, 9) AS prefix,
  CASE WHEN length(path) > 70
    THEN substr(path, 1, 34) || '…' || substr(path, -35) ELSE path END
    || char(10) || kind
    || coalesce(', ' || lines || ' lines', '')
    || CASE WHEN objects > 0 THEN ', ' || objects || ' objects' ELSE '' END
    || CASE WHEN events > 0 THEN ', ' || events || ' records understood'
      ELSE '' END
    || coalesce('; ' || note, '') AS text
FROM inputs;
