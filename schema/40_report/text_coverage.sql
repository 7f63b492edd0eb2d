-- coverage, as much as a screen holds; -o wide and the other formats have all.
SELECT
  coalesce(pod, '-') AS pod, version, first_at, last_at, lines, gaps,
  year_witness AS year_by
FROM coverage;
