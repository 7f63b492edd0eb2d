-- What was read, in one line.
SELECT
  'plain', '',
  (SELECT count(*) FROM input) || ' inputs, '
  || (SELECT count(*) FROM input WHERE status <> 'read') || ' of them incomplete; '
  || (SELECT count(*) FROM object) || ' objects and '
  || (SELECT coalesce(sum(repeats), 0) FROM log_line)
  || ' log records understood';
