-- The head of the report: what was read, and how far the logs reach.
SELECT style, prefix, text
FROM (
  SELECT 1 AS place, 'head' AS style,
    CASE WHEN :subject = '-' THEN 'standard input' ELSE :subject END || '   '
    || coalesce('captured ' || rfc3339(now_us / 1000000 * 1000000),
      'capture time not known') || '   certtrail ' || :version AS prefix,
    '' AS text
  FROM capture
  UNION ALL
  SELECT 2, 'plain', '', ''
  UNION ALL
  SELECT 3, 'plain', '  ',
    (SELECT count(*) FROM certificate_now) || ' certificates ('
    || (SELECT count(*) || CASE count(*) WHEN 1 THEN ' CA), ' ELSE ' CAs), ' END
      FROM certificate_now WHERE is_ca)
    || (SELECT count(*) FROM pod_now) || ' pods'
    || coalesce(', cert-manager ' || (SELECT group_concat(version, ', ') FROM (
      SELECT version FROM named_release
      ORDER BY version)), '')
    || coalesce(', ' || (SELECT group_concat(title, ', ') FROM (
      SELECT DISTINCT title FROM product_here JOIN product USING (product)
      ORDER BY title)), '')
  UNION ALL
  SELECT 4, 'plain', '  ', CASE
    WHEN count(*) = 0 THEN 'no cert-manager log: renewals are known from '
      || 'objects only, failures and delays may be missed'
    WHEN min(first_us) IS NULL THEN 'controller log without a year that '
      || 'anything tells: its times are not known (--year N says it)'
    ELSE 'controller log ' || rfc3339(min(first_us) / 1000000 * 1000000)
      || ' to ' || rfc3339(max(last_us) / 1000000 * 1000000)
      || CASE sum(gaps) WHEN 0 THEN ', no gaps' WHEN 1 THEN ', 1 gap'
        ELSE ', ' || sum(gaps) || ' gaps' END END
  FROM cover
  UNION ALL
  SELECT 5, 'plain', '  ', 'year ' || years || ' from ' || witnesses
    || ' (' || confidence || ')'
  FROM (
    SELECT
      replace(group_concat(DISTINCT CASE year_witness
        WHEN 'envelope' THEN 'the lines'' own full times'
        WHEN 'transition' THEN 'full dates inside the lines'
        WHEN 'planned' THEN 'renewal dates inside the lines'
        WHEN 'objects' THEN 'dates of the dumped objects'
        WHEN 'object' THEN 'a date of a dumped object'
        WHEN 'schedule' THEN 'the certificates'' renewal times'
        WHEN 'neighbour' THEN 'the neighbouring log file'
        WHEN 'capture' THEN 'the newest object in the dump'
        WHEN 'archive' THEN 'the archive''s file time'
        ELSE 'the reader' END), ',', ', ') AS witnesses,
      min(strftime('%Y', first_us / 1000000, 'unixepoch'))
        || CASE WHEN strftime('%Y', min(first_us) / 1000000, 'unixepoch')
            = strftime('%Y', max(last_us) / 1000000, 'unixepoch') THEN ''
          ELSE '-' || strftime('%Y', max(last_us) / 1000000, 'unixepoch') END
        AS years,
      CASE min(CASE year_confidence WHEN 'high' THEN 3 WHEN 'medium' THEN 2
        ELSE 1 END) WHEN 3 THEN 'high' WHEN 2 THEN 'medium' ELSE 'low' END
        AS confidence
    FROM cover WHERE year_witness IS NOT NULL AND first_us IS NOT NULL
  )
  WHERE witnesses IS NOT NULL
  UNION ALL
  SELECT 6, 'plain', '', ''
)
ORDER BY place;
