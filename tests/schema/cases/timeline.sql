-- Everything in order, what it rests on, and what the logs can prove.

-- case: things of one moment stand in one order
INSERT INTO a_line (at, kind, namespace, object_kind, object) VALUES
  ('2021-12-06 09:00:00', 'issued', 'zoo', 'Certificate', 'web'),
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web'),
  ('2021-12-06 09:00:00', 'trigger', 'spa', 'Certificate', 'web');
-- query
SELECT at, kind, namespace FROM timeline WHERE text = 'a message';
-- expect
2021-12-06T09:00:00Z|issue-triggered|spa
2021-12-06T09:00:00Z|issue-triggered|zoo
2021-12-06T09:00:00Z|issued|zoo

-- case: what follows from the dump stands among what was logged
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, started, restarts, secret, uses)
VALUES ('zoo', 'front', '2021-11-01', '2021-11-02', 1, 'web-tls', 'env');
INSERT INTO a_capture VALUES ('2022-02-07');
-- query
SELECT substr(at, 1, 10), kind, severity, object FROM timeline;
-- expect
2021-10-27|issued|info|web
2021-11-01|pod-started|info|front
2021-11-02|container-restarted|info|front
2021-12-06|issue-triggered|info|web
2021-12-06|issued|info|web
2021-12-06|issued|info|web
2021-12-06|restart-missing|high|front
2022-01-15|renewal-due|info|web
2022-02-04|cert-expired|critical|web

-- case: each renewal of a CA is a ca-renewed
INSERT INTO a_certificate (namespace, name, is_ca, not_before, not_after,
  revision, version)
VALUES ('zoo', 'root', 1, '2021-12-06', '2031-12-04', 1, 1),
  ('zoo', 'root', 1, '2022-12-06', '2032-12-04', 2, 2);
-- query
SELECT kind, text LIKE '%, valid until 2032-12-04T00:00:00Z [r-%]' FROM timeline;
-- expect
issued|0
ca-renewed|1

-- case: a renewal rests on the lines of its signals and dates
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
-- query
SELECT witness, evidence.at, path, line FROM evidence
JOIN renewals ON id = subject_id WHERE reason = 'Renewing';
-- expect
log|2021-12-06T08:59:56Z|dump/cm.log|1
log|2021-12-06T09:00:00Z|dump/cm.log|2
status|2021-12-06T09:00:00Z|dump/objects.yaml|2

-- case: a restart rests on the reference and on the start
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, started, secret, uses)
VALUES ('zoo', 'front', '2021-11-01', '2021-11-02', 'web-tls', 'env');
-- query
SELECT substr(subject_id, 14), evidence.at, excerpt FROM evidence
JOIN renewals ON id = substr(subject_id, 1, 12)
WHERE subject_kind = 'restart' AND reason = 'Renewing';
-- expect
zoo/front/app|NULL|app takes web-tls as env
zoo/front/app|2021-11-02T00:00:00Z|app runs since 2021-11-02T00:00:00Z

-- case: every finding, renewal, cascade and restart rests on something
INSERT INTO an_issuer (namespace, name, ca_secret) VALUES ('zoo', 'ri', 'root');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, not_before,
  not_after, revision)
VALUES ('zoo', 'root', 1, 'self', '2021-12-06', '2031-12-04', 2),
  ('zoo', 'api', 0, 'ri', '2021-11-06', '2022-03-04', 2);
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, started, secret, uses)
VALUES ('zoo', 'front', '2021-11-01', '2021-11-02', 'web-tls', 'env');
INSERT INTO a_pod (namespace, name, owner_kind, owner, created, started, secret,
  uses)
VALUES ('zoo', 'back-0', 'StatefulSet', 'back', '2021-11-01', '2021-11-02',
  'web-tls', 'volume');
INSERT INTO a_secret (namespace, name, has_key) VALUES ('zoo', 'extra', 1);
INSERT INTO a_line (at, kind, namespace, object_kind, object) VALUES
  ('2021-12-06 08:00:00', 'trigger', 'spa', 'Certificate', 'a'),
  ('2021-12-06 08:00:01', 'failed', 'spa', 'Certificate', 'a'),
  ('2021-12-06 08:00:00', 'trigger', 'spa', 'Certificate', 'b');
INSERT INTO a_capture VALUES ('2022-03-07');
-- query
SELECT what, count(*) > 0, sum(is_bare) FROM (
  SELECT 'finding' AS what, NOT EXISTS (SELECT 1 FROM evidence
    WHERE subject_kind = 'finding' AND subject_id = id) AS is_bare
  FROM findings
  UNION ALL
  SELECT 'renewal', NOT EXISTS (SELECT 1 FROM evidence
    WHERE subject_kind = 'renewal' AND subject_id = id)
  FROM renewals
  UNION ALL
  SELECT 'cascade', NOT EXISTS (SELECT 1 FROM evidence
    WHERE subject_kind = 'cascade' AND subject_id LIKE '% zoo/api')
  FROM cascades
  UNION ALL
  SELECT 'restart', NOT EXISTS (SELECT 1 FROM evidence
    WHERE subject_kind = 'restart' AND subject_id =
      renewal_id || ' zoo/' || pod || '/' || container)
  FROM restarts)
GROUP BY what;
-- expect
cascade|1|0
finding|1|0
renewal|1|0
restart|1|0

-- case: coverage tells whose log it is, its version and its span
INSERT INTO a_pod (namespace, name, container)
VALUES ('cert-manager', 'cm', 'x'), ('cert-manager', 'cert-manager-7d', 'ctl');
UPDATE container SET image = 'quay.io/jetstack/cert-manager-controller:v1.5.4'
WHERE name = 'ctl';
UPDATE input SET path = 'dump/cert-manager-7d/ctl/cm.log', lines = 12
WHERE id = 2;
INSERT INTO a_line (at, kind) VALUES ('2021-12-06 09:00:00', 'start');
INSERT INTO a_span (first, last)
VALUES ('2021-12-06 09:00:00', '2021-12-08 09:00:00');
-- query
SELECT pod, container, version, first_at, last_at, lines, gaps, year_witness,
  year_confidence, zone
FROM coverage;
-- expect
cert-manager-7d|ctl|v1.5.4|2021-12-06T09:00:00Z|2021-12-08T09:00:00Z|12|0|NULL|high|UTC (assumed)

-- case: a pause is a gap only in a busy log that prints what every sync prints
INSERT INTO a_line (at, kind) VALUES ('2021-12-06 09:00:00', 'scheduled');
INSERT INTO a_span (first, last)
VALUES ('2021-12-06 09:00:00', '2021-12-10 09:00:00');
UPDATE log_segment SET silences = 2, records = 97;
INSERT INTO input (id, path, kind, status)
VALUES (3, 'dump/quiet.log', 'cert-manager-log', 'read');
INSERT INTO a_line (at, kind, input)
VALUES ('2021-12-06 09:00:00', 'scheduled', 3);
INSERT INTO a_span (first, last, input)
VALUES ('2021-12-06 09:00:00', '2021-12-10 09:00:00', 3);
UPDATE log_segment SET silences = 2, records = 95 WHERE input_id = 3;
INSERT INTO input (id, path, kind, status)
VALUES (4, 'dump/retries.log', 'cert-manager-log', 'read');
INSERT INTO a_line (at, kind, input)
VALUES ('2021-12-06 09:00:00', 'challenge', 4);
INSERT INTO a_span (first, last, input)
VALUES ('2021-12-06 09:00:00', '2021-12-10 09:00:00', 4);
UPDATE log_segment SET silences = 2, records = 97 WHERE input_id = 4;
-- query
SELECT gaps FROM coverage;
-- expect
2
0
0

-- case: inputs show their span and the first of their troubles
INSERT INTO an_object (kind, namespace, name, created)
VALUES ('Pod', 'zoo', 'a', '2021-12-05'), ('Pod', 'zoo', 'b', '2021-12-06');
INSERT INTO diag (input_id, line, text)
VALUES (1, 7, 'not a date; left out'), (1, 9, 'again'), (2, NULL, 'cut short');
UPDATE input SET unknown = 4 WHERE id = 2;
INSERT INTO input (id, path, kind, status, unknown, note)
VALUES (3, 'x', 'other-log', 'read', 2, NULL), (4, 'y', 'other', 'read', 0, 'z');
-- query
SELECT path, first_at, last_at, note FROM inputs;
-- expect
dump/cm.log|NULL|NULL|cut short
dump/objects.yaml|2021-12-05T00:00:00Z|2021-12-06T00:00:00Z|line 7: not a date; left out (and 1 more)
x|NULL|NULL|2 log records of unknown form
y|NULL|NULL|z
