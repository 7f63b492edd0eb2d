-- An attempt: the signals of one try to issue a certificate.  A step repeated
-- after a write conflict comes within seconds and belongs to the same try.
--
-- Objects and Events tell whole seconds, cut off; in the order of things they
-- stand at the end of their second.
--
-- is_same: the trigger of before, told again.  A renewal scheduled for the same
-- time has not come about in between; nor has, within ten minutes and without
-- an answer, anything that is missing for the same reason: the controller had
-- stopped before it could write down that it began.
--
-- begins: whether a try has begun since the last request, so that another
-- request is only to be expected, however late it is approved.  An Event at the
-- end of the second of a request says again what the log said before it.
DROP TABLE IF EXISTS signal_attempt;
CREATE TABLE signal_attempt AS
SELECT
  id AS signal_id,
  -- CAST gives the column a type, without which no index serves it.
  CAST(sum(is_start) OVER (
    ORDER BY namespace, certificate, order_us, step, id
  ) AS INTEGER) AS attempt_id
FROM (
  SELECT
    *,
    CASE
      WHEN before IS NULL THEN 1
      -- Something begins after the last try has ended.
      WHEN step <= 2 AND before >= 4 AND gap_us > 2000000
        AND (request IS NULL OR request IS NOT last_request) THEN 1
      -- It begins again, after more time than a conflict takes.
      WHEN is_same THEN 0
      WHEN step = 1 AND gap_us > 60000000 THEN 1
      WHEN step = 1 AND before = 3 AND gap_us > 2000000 THEN 1
      -- Another request, or one after a very long silence, is another try.
      WHEN step <= 4 AND request <> last_request AND gap_us > 2000000
        AND NOT begins THEN 1
      WHEN step = 3 AND before = 2 AND request = last_request THEN 0
      WHEN step <= 3 AND gap_us > 86400000000 THEN 1
      -- Two witnesses of one failure may be minutes apart; the next try
      -- comes an hour later at the earliest.
      WHEN step = 5 AND before = 5 AND gap_us <= 600000000 THEN 0
      -- Ends without a beginning: each is a try of its own.
      WHEN step >= 3 AND before >= 4 AND gap_us > 60000000
        AND (request IS NULL OR request IS NOT last_request) THEN 1
      ELSE 0
    END AS is_start
  FROM (
    SELECT
      *,
      lag(coalesce(begun, 0)) OVER own AS begins,
      step = 1 AND before <= 2 AND coalesce(planned_us = last_planned_us
        OR (reason = last_reason AND gap_us <= 600000000), 0) AS is_same
    FROM (
      SELECT
        *,
        lag(named) OVER own AS last_request,
        lag(told_planned_us) OVER own AS last_planned_us,
        lag(told_reason) OVER own AS last_reason,
        max(step = 1 AND (before = 1 OR before >= 4 OR gap_us > 2000000))
          OVER (PARTITION BY namespace, certificate, nth_request
            ORDER BY order_us, step, id) AS begun
      FROM (
        SELECT
          *,
          lag(step) OVER own AS before,
          order_us - lag(order_us) OVER own AS gap_us,
          first_value(request) OVER (
            PARTITION BY namespace, certificate, nth_request
            ORDER BY order_us, step, id
          ) AS named,
          first_value(planned_us) OVER (
            PARTITION BY namespace, certificate, nth_planned
            ORDER BY order_us, step, id
          ) AS told_planned_us,
          first_value(reason) OVER (
            PARTITION BY namespace, certificate, nth_reason
            ORDER BY order_us, step, id
          ) AS told_reason
        FROM (
          SELECT
            *,
            count(request) OVER own AS nth_request,
            count(planned_us) OVER own AS nth_planned,
            count(reason) OVER own AS nth_reason
          FROM (
            SELECT *, CASE WHEN source = 'log' THEN at_us
              ELSE at_us + 999999 END AS order_us
            FROM signal
          )
          WINDOW own AS (
            PARTITION BY namespace, certificate ORDER BY order_us, step, id)
        )
        WINDOW own AS (
          PARTITION BY namespace, certificate ORDER BY order_us, step, id)
      )
      WINDOW own AS (
        PARTITION BY namespace, certificate ORDER BY order_us, step, id)
    )
    WINDOW own AS (
      PARTITION BY namespace, certificate ORDER BY order_us, step, id)
  )
);

CREATE INDEX signal_attempt_id ON signal_attempt (attempt_id);

-- Whether an issuer is known to be ACME, which backdates certificates by an
-- hour and takes its time.
DROP TABLE IF EXISTS attempt;
CREATE TABLE attempt AS
SELECT
  attempt_id, signal.namespace, signal.certificate,
  min(signal.at_us) AS begin_us, max(signal.at_us) AS last_us,
  min(CASE WHEN step = 4 THEN signal.at_us END) AS done_us,
  max(CASE WHEN step = 5 THEN signal.at_us END) AS failed_us,
  min(CASE WHEN step = 3 THEN signal.at_us END) AS answer_us,
  count(CASE WHEN step = 3 THEN 1 END) AS answers,
  max(step = 1) AS was_begun,
  max(is_retry) AS is_retry,
  max(is_acme) AS is_acme,
  max(is_guess) AS is_guess,
  max(source = 'log') AS by_log,
  max(source = 'event') AS by_event,
  max(source = 'request') AS by_request,
  max(source = 'status') AS by_status,
  max(planned_us) AS planned_us,
  max(request) AS request,
  (SELECT first.reason
    FROM signal_attempt AS same JOIN signal AS first ON first.id = same.signal_id
    WHERE same.attempt_id = of.attempt_id AND first.reason IS NOT NULL
      AND first.step = 1
    ORDER BY first.at_us, first.id LIMIT 1) AS reason
FROM signal_attempt AS of JOIN signal ON signal.id = of.signal_id
GROUP BY attempt_id;

CREATE UNIQUE INDEX attempt_id ON attempt (attempt_id);
CREATE INDEX attempt_certificate ON attempt (namespace, certificate, begin_us);
