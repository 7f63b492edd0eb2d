-- What was printed for people: describe text and tables, with ages for times.

-- case: a row of a table is judged by its workload's template and by its ages
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_workload (kind, namespace, name, replicas) VALUES
  ('Deployment', 'zoo', 'front', 3), ('StatefulSet', 'zoo', 'back', 3),
  ('DaemonSet', 'zoo', 'net', 3);
INSERT INTO a_use (kind, namespace, holder, secret, uses) VALUES
  ('Deployment', 'zoo', 'front', 'web-tls', 'env'),
  ('StatefulSet', 'zoo', 'back', 'web-tls', 'env'),
  ('DaemonSet', 'zoo', 'net', 'web-tls', 'volume');
INSERT INTO an_object (kind, name, created)
VALUES ('ConfigMap', 'x', '2021-12-07 09:00:00');
INSERT INTO a_pod_row (namespace, name, status, restarts, size, age, unit,
  restarted, restarted_unit) VALUES
  ('zoo', 'front-6f9d7c8b54-aaaaa', 'Running', 0, 1, 3600, 60, NULL, NULL),
  ('zoo', 'front-6f9d7c8b54-bbbbb', 'Running', 0, 1, 864000, 86400, NULL, NULL),
  ('zoo', 'front-6f9d7c8b54-ccccc', 'Running', 0, 1, 86400, 86400, NULL, NULL),
  ('zoo', 'front-6f9d7c8b54-ddddd', 'Running', 2, 1, 864000, 86400, 7200, 60),
  ('zoo', 'front-6f9d7c8b54-eeeee', 'Running', 2, 2, 864000, 86400, 7200, 60),
  ('zoo', 'front-6f9d7c8b54-fffff', 'Running', 2, 1, 864000, 86400, NULL, NULL),
  ('zoo', 'front-6f9d7c8b54-ggggg', 'Terminating', 0, 1, 864000, 86400, NULL,
    NULL),
  ('zoo', 'front-6f9d7c8b54-hhhhh', 'CrashLoopBackOff', 9, 1, 864000, 86400, 60,
    60),
  ('zoo', 'back-0', 'Running', 0, 1, 864000, 86400, NULL, NULL),
  ('zoo', 'net-x1y2z', 'Running', 0, 1, 864000, 86400, NULL, NULL),
  ('zoo', 'front', 'Running', 0, 1, 864000, 86400, NULL, NULL),
  ('zoo', 'other-6f9d7c8b54-aaaaa', 'Running', 0, 1, 864000, 86400, NULL, NULL);
-- query
SELECT pod, workload_kind, workload, running_since, verdict, rule, confidence
FROM restarts WHERE verdict <> 'superseded' ORDER BY pod;
-- expect
back-0|StatefulSet|back|2021-11-26T21:00:00Z|missing|fixed-copy|medium
front-6f9d7c8b54-aaaaa|Deployment|front|2021-12-07T07:59:30Z|done|started-after|medium
front-6f9d7c8b54-bbbbb|Deployment|front|2021-11-26T21:00:00Z|missing|fixed-copy|medium
front-6f9d7c8b54-ccccc|Deployment|front|2021-12-05T21:00:00Z|unknown|coarse-age|low
front-6f9d7c8b54-ddddd|Deployment|front|2021-12-07T06:59:30Z|done|started-after|medium
front-6f9d7c8b54-eeeee|Deployment|front|2021-11-26T21:00:00Z|unknown|coarse-age|low
front-6f9d7c8b54-fffff|Deployment|front|2021-11-26T21:00:00Z|unknown|coarse-age|low
front-6f9d7c8b54-ggggg|Deployment|front|NULL|not-affected|terminating|high
front-6f9d7c8b54-hhhhh|Deployment|front|NULL|unknown|not-running|low
net-x1y2z|DaemonSet|net|2021-11-26T21:00:00Z|restart-or-reload|files-in-place|low

-- case: what a describe says is not put over a fuller object, or a table over it
INSERT INTO an_object (kind, namespace, name, created, version) VALUES
  ('Pod', 'zoo', 'a', '2021-01-01', 7), ('Pod', 'zoo', 'a', NULL, NULL),
  ('Secret', 'zoo', 's', '2021-01-01', 7), ('Secret', 'zoo', 's', '2021-01-01', 7),
  ('Pod', 'zoo', 'b', NULL, NULL), ('Pod', 'zoo', 'b', NULL, NULL),
  ('Pod', NULL, 'b', NULL, NULL), ('Pod', NULL, 'c', NULL, NULL),
  ('Certificate', 'zoo', 'd', '2021-01-01', 7),
  ('Certificate', 'zoo', 'd', '2021-02-01', 9);
UPDATE object SET form = 'describe' WHERE id IN (2, 3, 6, 10);
UPDATE object SET form = 'table' WHERE id IN (5, 7, 8);
-- query
SELECT kind, namespace, name, object_id FROM current_object ORDER BY object_id;
-- expect
Pod|zoo|a|1
Secret|zoo|s|4
Pod|zoo|b|6
Pod|NULL|c|8
Certificate|zoo|d|10

-- case: a printed Event counts where no whole one says the same, and proves nothing
INSERT INTO a_certificate (namespace, name, created)
VALUES ('zoo', 'web', '2021-01-01');
INSERT INTO an_object (kind, name, created)
VALUES ('ConfigMap', 'x', '2021-12-07 09:00:00');
INSERT INTO an_event (at, subject_kind, namespace, subject, type, reason,
  message) VALUES
  ('2021-12-07 08:00:00', 'Certificate', 'zoo', 'other', 'Normal', 'Issuing', 'm'),
  (NULL, 'Certificate', 'zoo', 'other', 'Normal', 'Issuing', 'm'),
  (NULL, 'Certificate', NULL, 'other', 'Normal', 'Issuing', 'm'),
  (NULL, 'Certificate', 'zoo', 'web', 'Normal', 'Issuing',
    'The certificate has been successfully issued'),
  (NULL, 'Pod', 'zoo', 'p', 'Warning', 'BackOff', 'back-off');
UPDATE object SET form = 'describe'
WHERE id IN (SELECT object_id FROM kube_event WHERE first_us IS NULL);
INSERT INTO object_age (object_id, line, what, age_us, unit_us)
SELECT id, 1, 'last', 3600000000, 60000000 FROM object
WHERE kind = 'Event' AND form = 'describe' AND id < (SELECT max(id) FROM object)
UNION ALL
SELECT max(id), 1, 'last', 7200000000, 3600000000 FROM object;
-- query
SELECT at, at_confidence, object_kind, object FROM events
UNION ALL
SELECT 'renewals', NULL, NULL, count(*) FROM renewals WHERE certificate = 'web';
-- expect
2021-12-07T06:30:00Z|low|Pod|p
2021-12-07T07:59:30Z|medium|Certificate|web
2021-12-07T08:00:00Z|high|Certificate|other
renewals|NULL|NULL|0

-- case: the age of an object whose creation is known tells when the table was made
INSERT INTO an_object (kind, namespace, name, created) VALUES
  ('Certificate', 'zoo', 'web', '2021-12-07 09:00:00'),
  ('Certificate', 'zoo', 'web', NULL);
UPDATE object SET form = 'table' WHERE id = 2;
INSERT INTO object_age VALUES (2, 1, 'created', 900000000, 60000000);
-- query
SELECT rfc3339(now_us), witness FROM capture;
-- expect
2021-12-07T09:15:00Z|object

-- case: the ages of two dumps count from their own time each
INSERT INTO input (id, path, kind, status) VALUES
  (3, 'old/certs.txt', 'table', 'read'), (4, 'new/certs.txt', 'table', 'read'),
  (5, 'old/x.yaml', 'objects', 'read'), (6, 'new/x.yaml', 'objects', 'read');
INSERT INTO an_object (kind, namespace, name, created, input) VALUES
  ('Certificate', 'zoo', 'web', NULL, 3), ('Certificate', 'zoo', 'web', NULL, 4),
  ('ConfigMap', NULL, 'x', '2021-01-01 00:00:00', 5),
  ('ConfigMap', NULL, 'x', '2021-12-01 00:00:00', 6);
UPDATE object SET form = 'table' WHERE id IN (1, 2);
INSERT INTO object_age VALUES (1, 1, 'created', 60000000, 1000000),
  (2, 1, 'created', 60000000, 1000000);
-- query
SELECT object_id, rfc3339(low_us), rfc3339(at_us), rfc3339(high_us)
FROM printed_time;
-- expect
1|2020-12-31T23:58:59Z|2020-12-31T23:59:00Z|2020-12-31T23:59:00Z
2|2021-11-30T23:58:59Z|2021-11-30T23:59:00Z|2021-11-30T23:59:00Z

