-- Years, to place klog times that have none.
DROP TABLE IF EXISTS calendar;
CREATE TABLE calendar (
  year      INTEGER PRIMARY KEY,
  start_us  INTEGER NOT NULL,
  -- What to take off a stamp (log_segment) from 1 March on: the missing day.
  skip_us   INTEGER NOT NULL
) STRICT;

WITH RECURSIVE y (year) AS (
  VALUES (2014)
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
