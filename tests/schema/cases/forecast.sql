-- What comes next for a certificate, at capture time.

-- case: the status's own renewal time counts
INSERT INTO a_certificate (namespace, name, not_before, not_after, renewal)
VALUES ('zoo', 'web', '2021-01-01', '2021-04-01', '2021-03-05');
INSERT INTO a_capture VALUES ('2021-02-01');
-- query
SELECT renewal_at, not_after, state, renewal_rule
FROM forecast JOIN certificates USING (namespace, certificate, renewal_at,
  not_after);
-- expect
2021-03-05T00:00:00Z|2021-04-01T00:00:00Z|ok|status.renewalTime

-- case: else renewBefore, its percentage, or the rule of the release
INSERT INTO a_certificate (namespace, name, renew_before_hours,
  renew_before_pct, hours, not_before, not_after)
VALUES
  ('zoo', 'a', 240, NULL, NULL, '2021-01-01', '2021-04-01'),
  ('zoo', 'b', NULL, 25, NULL, '2021-01-01', '2021-04-01'),
  ('zoo', 'c', NULL, NULL, NULL, '2021-01-01', '2021-04-01'),
  ('zoo', 'd', NULL, NULL, 8760, NULL, '2021-12-31'),
  ('zoo', 'e', NULL, NULL, NULL, NULL, NULL);
INSERT INTO a_capture VALUES ('2021-02-01');
-- query
SELECT certificate, renewal_at, renewal_rule FROM certificates;
-- expect
a|2021-03-22T00:00:00Z|renewBefore
b|2021-03-09T12:00:00Z|renewBeforePercentage
c|2021-03-02T00:00:00Z|lifetime/3
d|2021-12-01T00:00:00Z|30 days
e|NULL|NULL

-- case: ok, due, overdue and expired, in the order of time
INSERT INTO a_certificate (namespace, name, not_before, not_after, renewal)
VALUES
  ('zoo', 'expired', '2020-12-01', '2021-03-01', '2021-01-31'),
  ('zoo', 'due', '2021-01-01', '2021-04-01', '2021-03-01 23:30:00'),
  ('zoo', 'ok', '2021-01-01', '2021-04-01', '2021-03-02 00:00:01'),
  ('zoo', 'overdue', '2021-01-01', '2021-04-01', '2021-03-01 22:59:59');
INSERT INTO a_capture VALUES ('2021-03-02');
-- query
SELECT certificate, state FROM forecast;
-- expect
expired|expired
overdue|overdue
due|due
ok|ok

-- case: failing, until an issuance succeeds
INSERT INTO a_certificate (namespace, name, not_before, not_after, renewal)
VALUES ('zoo', 'a', '2021-01-01', '2021-04-01', '2021-03-02'),
  ('zoo', 'b', '2021-01-01', '2021-04-01', '2021-03-02');
INSERT INTO a_line (at, kind, namespace, object_kind, object) VALUES
  ('2021-03-02 00:00:00', 'trigger', 'zoo', 'Certificate', 'a'),
  ('2021-03-02 00:00:09', 'failed', 'zoo', 'Certificate', 'a'),
  ('2021-03-02 00:00:00', 'trigger', 'zoo', 'Certificate', 'b'),
  ('2021-03-02 00:00:09', 'failed', 'zoo', 'Certificate', 'b'),
  ('2021-03-02 01:00:00', 'trigger', 'zoo', 'Certificate', 'b'),
  ('2021-03-02 01:00:09', 'issued', 'zoo', 'Certificate', 'b');
-- query
SELECT certificate, state FROM forecast WHERE certificate = 'a';
-- expect
a|failing

-- case: the newest generation counts, wherever it was seen
INSERT INTO a_certificate (namespace, name, not_before, not_after, renewal)
VALUES ('zoo', 'web', '2021-01-01', '2021-04-01', '2021-03-02');
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'web');
-- x509: secret=zoo/web from=2021-03-02 to=2021-05-31
INSERT INTO a_capture VALUES ('2021-04-02');
-- query
SELECT renewal_at, not_after, state FROM forecast;
-- expect
2021-05-01T00:00:00Z|2021-05-31T00:00:00Z|ok

-- case: what a renewal will ask for: Pods to restart, certificates to re-issue
INSERT INTO an_issuer (namespace, name, ca_secret)
VALUES ('zoo', 'ri', 'root'), ('zoo', 'mi', 'middle');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, not_before,
  not_after)
VALUES
  ('zoo', 'root', 1, 'self', '2021-01-01', '2031-01-01'),
  ('zoo', 'middle', 1, 'ri', '2021-01-01', '2030-01-01'),
  ('zoo', 'web', 0, 'mi', '2021-01-01', '2021-04-01');
INSERT INTO a_pod (namespace, name, phase, secret, uses) VALUES
  ('zoo', 'front-1', 'Running', 'web', 'env'),
  ('zoo', 'front-2', 'Running', 'web', 'env'),
  ('zoo', 'job-1', 'Succeeded', 'web', 'env'),
  ('zoo', 'other', 'Running', 'root', 'env');
INSERT INTO a_use VALUES ('Pod', 'zoo', 'front-1', 'app', 'web', 'volume');
INSERT INTO a_capture VALUES ('2021-02-01');
-- query
SELECT certificate, restarts_needed, reissues_needed FROM forecast;
-- expect
web|2|0
middle|0|1
root|1|2
