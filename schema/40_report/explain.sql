-- One finding or renewal in full, for a reader: columns style, prefix, text.
SELECT style, prefix, text
FROM (
  SELECT 10 AS place, '' AS at, 0 AS line, severity AS style,
    upper(severity) || '  ' AS prefix, title AS text
  FROM findings WHERE id = :subject
  UNION ALL
  SELECT 11, '', 0, 'plain', '  ', detail FROM findings
  WHERE id = :subject AND detail IS NOT NULL
  UNION ALL
  SELECT 12, '', 0, 'plain', '  since     ', since FROM findings
  WHERE id = :subject AND since IS NOT NULL
  UNION ALL
  SELECT 13, '', 0, 'plain', '  deadline  ', deadline FROM findings
  WHERE id = :subject AND deadline IS NOT NULL
  UNION ALL
  SELECT 14, '', 0, 'command', '  do        ', remedy FROM findings
  WHERE id = :subject AND remedy IS NOT NULL
  UNION ALL
  SELECT 15, '', 0, 'plain', '  code      ', code || ', confidence ' || confidence
  FROM findings WHERE id = :subject
  UNION ALL
  SELECT 20, '', 0, 'head', 'RENEWAL  ',
    namespace || '/' || certificate || ': ' || kind || ', ' || outcome
  FROM renewals WHERE id = :subject
  UNION ALL
  SELECT 21, '', 0, 'plain', '  reason     ', reason FROM renewals
  WHERE id = :subject AND reason IS NOT NULL
  UNION ALL
  SELECT 22, '', 0, 'plain', '  triggered  ', triggered_at FROM renewals
  WHERE id = :subject AND triggered_at IS NOT NULL
  UNION ALL
  SELECT 23, '', 0, 'plain', '  issued     ', issued_at FROM renewals
  WHERE id = :subject AND issued_at IS NOT NULL
  UNION ALL
  SELECT 24, '', 0, 'plain', '  due        ', due_at || CASE
    WHEN late_seconds > 0 THEN ', ' || late_seconds || ' s late' ELSE '' END
  FROM renewals WHERE id = :subject AND due_at IS NOT NULL
  UNION ALL
  SELECT 25, '', 0, 'plain', '  attempts   ', attempts FROM renewals
  WHERE id = :subject
  UNION ALL
  SELECT 26, '', 0, 'plain', '  valid      ',
    coalesce(not_before, '?') || ' to ' || not_after
    || coalesce(', serial ' || serial, '')
  FROM renewals WHERE id = :subject AND not_after IS NOT NULL
  UNION ALL
  SELECT 27, '', 0, 'plain', '  key        ',
    CASE key_changed WHEN 1 THEN 'new' ELSE 'the same as before' END
  FROM renewals WHERE id = :subject AND key_changed IS NOT NULL
  UNION ALL
  SELECT 28, '', 0, 'plain', '  witnesses  ',
    replace(witnesses, ',', ', ') || '; confidence ' || confidence
  FROM renewals WHERE id = :subject
  UNION ALL
  SELECT 30, fault, 0, 'plain',
    CASE WHEN :subject LIKE 'f-%' THEN '  known     ' ELSE '  known      ' END,
    text || coalesce(char(10) || link, '')
  FROM known_fault WHERE subject_id = :subject
  UNION ALL
  SELECT 40, '', 0, 'plain', '', ''
  UNION ALL
  SELECT 41, '', 0, 'head', 'EVIDENCE', ''
  UNION ALL
  SELECT 50, coalesce(at, '') || coalesce(path, ''), line, 'plain', '  ',
    coalesce(path || ':' || line, path, '-') || char(10)
    || '  ' || witness || coalesce(', ' || at, '') || char(10)
    || '  ' || coalesce(excerpt, '')
  FROM evidence
  WHERE subject_id = :subject AND subject_kind IN ('finding', 'renewal')
)
ORDER BY place, at, line, text;
