-- What comes next for a certificate, at capture time.

-- case: the status's own renewal time counts
INSERT INTO a_certificate (namespace, name, not_before, not_after, renewal)
VALUES ('zoo', 'web', '2021-01-01', '2021-04-01', '2021-03-02');
INSERT INTO a_capture VALUES ('2021-02-01');
-- query
SELECT renewal_at, not_after, state FROM forecast;
-- expect
2021-03-02T00:00:00Z|2021-04-01T00:00:00Z|ok

