-- coverage for a reader: from when to when, and then what was read.
SELECT
  'plain' AS style,
  coalesce(substr(first_at, 1, 19) || 'Z', 'year not known      ') || '  '
    AS prefix,
  'to ' || coalesce(substr(last_at, 1, 19) || 'Z', '?')
    || coalesce(', pod ' || pod, '') || coalesce(' ' || container, '')
    || coalesce(', ' || version, '') || ', ' || lines || ' lines, '
    || CASE gaps WHEN 0 THEN 'no gaps' WHEN 1 THEN '1 gap' ELSE gaps || ' gaps'
      END
    || coalesce(', year by ' || year_witness || ' (' || year_confidence || ')', '')
    || ', zone ' || zone AS text
FROM coverage;
