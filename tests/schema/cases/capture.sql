-- The moment that "now" stands for.

-- case: the newest moment in the objects
INSERT INTO an_object (kind, namespace, name, created)
VALUES ('Pod', 'zoo', 'a', '2021-12-05'), ('Pod', 'zoo', 'b', '2021-12-06');
-- query
SELECT rfc3339(now_us), witness, line FROM capture;
-- expect
2021-12-06T00:00:00Z|object|2

-- case: or in the log, if that is newer
INSERT INTO an_object (kind, namespace, name, created)
VALUES ('Pod', 'zoo', 'a', '2021-12-05');
INSERT INTO a_line (at, kind) VALUES ('2021-12-06 01:00:00', 'start');
-- query
SELECT rfc3339(now_us), witness FROM capture;
-- expect
2021-12-06T01:00:00Z|log

-- case: dates that an issuer chose do not count
INSERT INTO an_object (kind, namespace, name, created)
VALUES ('Pod', 'zoo', 'a', '2021-12-05');
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'odd');
-- x509: secret=zoo/odd from=2049-01-01 to=2050-01-01
-- query
SELECT rfc3339(now_us) FROM capture;
-- expect
2021-12-05T00:00:00Z

-- case: impossible dates do not count
INSERT INTO an_object (kind, namespace, name, created)
VALUES ('Pod', 'zoo', 'a', '2021-12-05'), ('Pod', 'zoo', 'b', '9999-12-31');
-- query
SELECT rfc3339(now_us) FROM capture;
-- expect
2021-12-05T00:00:00Z

-- case: the reader's word comes before all
INSERT INTO an_object (kind, namespace, name, created)
VALUES ('Pod', 'zoo', 'a', '2021-12-05');
INSERT INTO a_capture VALUES ('2021-01-01');
-- query
SELECT rfc3339(now_us), witness FROM capture;
-- expect
2021-01-01T00:00:00Z|given

-- case: a bundle without any date has no "now", and every view still answers
INSERT INTO a_certificate (namespace, name) VALUES ('zoo', 'web');
INSERT INTO a_pod (namespace, name, secret, uses)
VALUES ('zoo', 'front', 'web', 'env');
-- query
SELECT now_us, state, forecast.renewal_at, captured_at,
  (SELECT count(*) FROM findings) + (SELECT count(*) FROM restarts)
FROM capture, forecast, certificates;
-- expect
NULL|NULL|NULL|NULL|0

-- case: --as-of moves what is due, failing or late
INSERT INTO a_certificate (namespace, name, not_before, not_after, renewal)
VALUES ('zoo', 'web', '2021-01-01', '2021-04-01', '2021-03-02');
INSERT INTO an_object (kind, namespace, name, created)
VALUES ('Pod', 'zoo', 'a', '2021-02-05');
INSERT INTO a_capture VALUES ('2021-04-02');
-- query
SELECT state, (SELECT code FROM findings), (SELECT captured_at FROM certificates)
FROM forecast;
-- expect
expired|certificate-expired|2021-04-02T00:00:00Z

-- case: of two times the later dump's word counts
INSERT INTO input (id, path, kind, status)
VALUES (3, 'a-later.yaml', 'objects', 'read');
INSERT INTO an_object (kind, namespace, name, created, input)
VALUES ('Pod', 'zoo', 'a', '2021-12-05', 1), ('Pod', 'zoo', 'b', '2021-12-06', 3);
-- query
SELECT rfc3339(now_us), path FROM capture JOIN input ON input.id = input_id;
-- expect
2021-12-06T00:00:00Z|a-later.yaml
