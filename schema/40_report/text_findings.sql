-- findings for a reader: how bad, what, and the id that explain wants.
SELECT
  severity AS style,
  substr(upper(severity) || '         ', 1, 10) AS prefix,
  title || coalesce(char(10) || 'deadline ' || substr(deadline, 1, 19) || 'Z', '')
    || char(10) || id AS text
FROM findings
WHERE (:namespaces IS NULL
  OR namespace IN (SELECT value FROM json_each(:namespaces))
  OR namespace IS NULL)
  AND (:since_us IS NULL OR since IS NULL
  OR substr(since, 1, 19)
    >= strftime('%Y-%m-%dT%H:%M:%S', :since_us / 1000000, 'unixepoch'))
  AND (:until_us IS NULL OR since IS NULL
  OR substr(since, 1, 19)
    <= strftime('%Y-%m-%dT%H:%M:%S', :until_us / 1000000, 'unixepoch'));
