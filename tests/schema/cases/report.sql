-- What reports say in words, where that needs reckoning.

-- case: lateness in hours, then in days
INSERT INTO a_certificate (namespace, name, renew_before_hours, not_before,
  not_after, revision, version)
VALUES
  ('zoo', 'a', 240, '2021-01-01', '2021-04-01', 1, 1),
  ('zoo', 'a', 240, '2021-03-22 00:59:59', '2021-06-23', 2, 2),
  ('zoo', 'b', 240, '2021-01-01', '2021-04-01', 1, 1),
  ('zoo', 'b', 240, '2021-03-22 07:30:00', '2021-06-23', 2, 2),
  ('zoo', 'c', 240, '2021-01-01', '2021-04-01', 1, 1),
  ('zoo', 'c', 240, '2021-03-25', '2021-06-23', 2, 2);
-- query
40_report/text_renewals.sql
-- expect
plain|2021-01-01T00:00:00Z  |zoo/a: first issuance  r-6e8ba74674
plain|2021-01-01T00:00:00Z  |zoo/b: first issuance  r-a08fc50313
plain|2021-01-01T00:00:00Z  |zoo/c: first issuance  r-a6c515d4e2
plain|2021-03-22T00:59:59Z  |zoo/a: renewal, on time  r-ee052d4e2f
plain|2021-03-22T07:30:00Z  |zoo/b: renewal, 7 h late  r-df324454a3
plain|2021-03-25T00:00:00Z  |zoo/c: renewal, 3 d late  r-d36fd045b8

-- case: the same in the audit
INSERT INTO a_certificate (namespace, name, renew_before_hours, not_before,
  not_after, revision, version)
VALUES
  ('zoo', 'b', 240, '2021-01-01', '2021-04-01', 1, 1),
  ('zoo', 'b', 240, '2021-03-22 07:30:00', '2021-06-23', 2, 2),
  ('zoo', 'c', 240, '2021-01-01', '2021-04-01', 1, 1),
  ('zoo', 'c', 240, '2021-03-25', '2021-06-23', 2, 2);
-- query
40_report/audit_3_renewals.sql
-- expect
head|RENEWALS  |2 found, 2 late
plain|  2021-03-22T07:30:00Z  zoo/b                             |  7 h late
plain|  2021-03-25T00:00:00Z  zoo/c                             |  3 d late
plain||

-- case: how long the old certificate is still good
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, started, secret, uses)
VALUES ('zoo', 'front', '2021-11-01', '2021-11-01', 'web-tls', 'env');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
40_report/audit_2_findings.sql
-- expect
head|ACT  1 finding|
plain||
high|1 HIGH      |pod zoo/front: still runs with the web certificate from before 2021-12-06T09:00:00Z
plain|            |front app runs since 2021-11-01T00:00:00Z, env web-tls
plain|            |the old certificate ends at 2021-12-26T09:00:00Z, 19 d after the capture
command|       see  |NULL
plain||

-- case: hours where it is less than two days
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, started, secret, uses)
VALUES ('zoo', 'front', '2021-11-01', '2021-11-01', 'web-tls', 'env');
INSERT INTO a_capture VALUES ('2021-12-25 06:00:00');
-- query
40_report/audit_2_findings.sql
-- expect
head|ACT  1 finding|
plain||
high|1 HIGH      |pod zoo/front: still runs with the web certificate from before 2021-12-06T09:00:00Z
plain|            |front app runs since 2021-11-01T00:00:00Z, env web-tls
plain|            |the old certificate ends at 2021-12-26T09:00:00Z, 27 h after the capture
command|       see  |NULL
plain||
