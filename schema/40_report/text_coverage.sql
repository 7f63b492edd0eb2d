-- coverage, as much as a screen holds; -o wide and the other formats have all.
SELECT
  coalesce(pod, '-') AS pod, version,
  substr(first_at, 1, 19) || 'Z' AS first_at,
  substr(last_at, 1, 19) || 'Z' AS last_at,
  lines, gaps,
  year_witness AS year_by
FROM coverage;
