-- The renewals in one line each, the newest last.
WITH shown AS (
  SELECT *, row_number() OVER (
    ORDER BY coalesce(issued_us, triggered_us) DESC, namespace DESC,
      certificate DESC, run DESC
  ) AS n
  FROM renewal
  WHERE kind <> 'first' AND (:namespaces IS NULL OR namespace IN (SELECT value FROM json_each(:namespaces)))
)
SELECT style, prefix, text
FROM (
  SELECT 1000000000 AS n, 'head' AS style, 'RENEWALS  ' AS prefix,
    count(*) || ' found'
    || CASE WHEN count(CASE WHEN late_seconds <= 6 * 3600 THEN 1 END) > 0
      THEN ', ' || count(CASE WHEN late_seconds <= 6 * 3600 THEN 1 END)
        || ' on time' ELSE '' END
    || CASE WHEN count(CASE WHEN late_seconds > 6 * 3600 THEN 1 END) > 0
      THEN ', ' || count(CASE WHEN late_seconds > 6 * 3600 THEN 1 END)
        || ' late' ELSE '' END
    || CASE WHEN count(CASE WHEN kind = 'reissue' THEN 1 END) > 0
      THEN ', ' || count(CASE WHEN kind = 'reissue' THEN 1 END)
        || ' re-issued' ELSE '' END
    || CASE WHEN count(CASE WHEN outcome = 'failed' THEN 1 END) > 0
      THEN ', ' || count(CASE WHEN outcome = 'failed' THEN 1 END)
        || ' failing' ELSE '' END
    || CASE WHEN count(*) > 8 THEN ', the last 8:' ELSE '' END AS text
  FROM shown
  UNION ALL
  SELECT n, CASE WHEN outcome = 'issued' THEN 'plain' ELSE 'high' END,
    '  ' || coalesce(rfc3339(coalesce(issued_us, triggered_us)
      / 1000000 * 1000000), '-                   ') || '  '
    || namespace || '/' || certificate
    || substr('                                  ', 1,
      max(2, 34 - length(namespace || '/' || certificate))),
    CASE WHEN is_ca THEN 'CA ' ELSE '' END
    || CASE key_changed WHEN 1 THEN 'new key ' ELSE '' END
    || CASE WHEN outcome <> 'issued' THEN '  ' || outcome
        || CASE WHEN attempts > 1 THEN ' after ' || attempts || ' tries' ELSE '' END
      WHEN late_seconds > 2 * 86400 THEN '  ' || (late_seconds / 86400)
        || ' d late'
      WHEN late_seconds > 6 * 3600 THEN '  ' || (late_seconds / 3600) || ' h late'
      WHEN late_seconds IS NOT NULL THEN '  on time'
      WHEN kind = 'reissue' THEN '  re-issued' || coalesce(' (' || reason || ')', '')
      ELSE '' END
    || CASE WHEN outcome = 'issued' AND attempts > 1
      THEN ' at try ' || attempts ELSE '' END
  FROM shown WHERE n <= 8
  UNION ALL
  SELECT 0, 'plain', '', ''
)
ORDER BY n DESC;
