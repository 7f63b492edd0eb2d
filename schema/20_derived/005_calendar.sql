-- Years, to place klog times that have none.  Before 2014 there was no
-- cert-manager: 2000 stands for a year that nothing tells, so that the order
-- and the distances of such times are still known.
DROP TABLE IF EXISTS calendar;
CREATE TABLE calendar (
  year      INTEGER PRIMARY KEY,
  start_us  INTEGER NOT NULL,
  -- What to take off a stamp (log_segment) from 1 March on: the missing day.
  skip_us   INTEGER NOT NULL
) STRICT;

WITH RECURSIVE y (year) AS (
  VALUES (2000)
  UNION ALL
  SELECT year + 1 FROM y WHERE year < 2120
)
INSERT INTO calendar
SELECT
  year,
  unixepoch(year || '-01-01') * 1000000,
  CASE WHEN year % 4 = 0 AND (year % 100 <> 0 OR year % 400 = 0)
    THEN 0 ELSE 86400000000 END
FROM y;
