-- When a certificate that begins and ends then is due for renewal, and by which
-- rule: of each generation, and of what is in force at last.  Where the
-- Certificate is not in the bundle, nothing tells.
--
-- cert-manager renews renewBefore before the end if that is shorter than the
-- lifetime, else a third of the lifetime before it.  Up to v0.15 the default
-- was thirty days.
DROP TABLE IF EXISTS lifetime;
CREATE TABLE lifetime (
  certificate_id  INTEGER NOT NULL,
  end_us          INTEGER NOT NULL,
  start_us        INTEGER NOT NULL,
  due_us          INTEGER,
  rule            TEXT    NOT NULL,
  is_newest       INTEGER NOT NULL,
  PRIMARY KEY (certificate_id, end_us, start_us)
) STRICT, WITHOUT ROWID;

INSERT INTO lifetime
SELECT
  certificate_id, end_us, start_us,
  end_us - CASE rule
    WHEN 'renewBefore' THEN renew_before_s * 1000000
    WHEN 'renewBeforePercentage'
      THEN (end_us - start_us) / 100 * renew_before_pct
    WHEN '30 days' THEN 720 * 3600000000
    ELSE (end_us - start_us) / 3 END,
  rule, is_newest
FROM (
  SELECT
    told.*, renew_before_s, renew_before_pct,
    CASE
      WHEN renew_before_s * 1000000 < end_us - start_us THEN 'renewBefore'
      WHEN renew_before_pct BETWEEN 1 AND 99 THEN 'renewBeforePercentage'
      WHEN is_old_era AND renew_before_s IS NULL
        AND 720 * 3600000000 < end_us - start_us THEN '30 days'
      ELSE 'lifetime/3' END AS rule
  FROM (
    SELECT certificate_id, end_us, start_us, max(is_newest) AS is_newest
    FROM (
      SELECT certificate_id, not_after_us AS end_us, start_us, 0 AS is_newest
      FROM generation
      UNION ALL
      SELECT certificate_id, max(not_after_us), max(start_us), 1
      FROM generation GROUP BY certificate_id
    )
    GROUP BY certificate_id, end_us, start_us
  ) AS told
  JOIN certificate_name AS name ON name.id = certificate_id
  JOIN certificate_now AS now
    ON now.namespace = name.namespace AND now.name = name.name
);
