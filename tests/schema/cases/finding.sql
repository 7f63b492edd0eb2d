-- What a person should act on.

-- case: ca-not-cascaded is critical where the key changed
INSERT INTO an_issuer (namespace, name, ca_secret) VALUES ('zoo', 'ri', 'root');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, created)
VALUES ('zoo', 'root', 1, 'self', '2020-01-01'), ('zoo', 'web', 0, 'ri', NULL),
  ('zoo', 'api', 0, 'ri', NULL);
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'root');
-- x509: secret=zoo/root subject=root key=A ca=1 from=2020-01-01 to=2022-12-31
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'root');
-- x509: secret=zoo/root subject=root key=B ca=1 from=2021-12-06 to=2031-12-04
INSERT INTO a_secret (namespace, name)
VALUES ('zoo', 'api'), ('zoo', 'web');
-- x509: secret=zoo/web subject=web issuer=root key=W by=A from=2021-11-01 to=2022-01-30
-- x509: secret=zoo/api subject=api issuer=root key=W by=B from=2021-12-06 to=2022-03-05
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT code, severity, object_kind, object, title, detail, since, deadline,
  remedy, confidence
FROM findings;
-- expect
ca-not-cascaded|critical|Certificate|root|CA zoo/root has a new key since 2021-12-06T00:00:00Z, 1 of 2 certificates below it still comes from the old one|zoo/web  stale-key  breaks as soon as a peer loads the new CA|2021-12-06T00:00:00Z|2022-01-30T00:00:00Z|cmctl renew -n zoo web|high

-- case: it is high where only the identifier of the key changed
INSERT INTO an_issuer (namespace, name, ca_secret) VALUES ('zoo', 'ri', 'root');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, revision)
VALUES ('zoo', 'root', 1, 'self', 2), ('zoo', 'web', 0, 'ri', NULL);
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'root');
-- x509: secret=zoo/root subject=root key=A ca=1 ski=n from=2021-12-06 to=2031-12-04
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'web');
-- x509: secret=zoo/web subject=web issuer=root key=W by=A aki=o from=2021-11-01 to=2022-01-30
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT code, severity FROM findings;
-- expect
ca-not-cascaded|high

-- case: it is high where it may have changed, medium where it did not
INSERT INTO an_issuer (namespace, name, ca_secret)
VALUES ('zoo', 'ai', 'a'), ('zoo', 'bi', 'b');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, not_before,
  not_after, revision, key_rotation)
VALUES
  ('zoo', 'a', 1, 'self', '2021-12-06', '2031-12-04', 2, NULL),
  ('zoo', 'b', 1, 'self', '2021-12-06', '2031-12-04', 2, 'Never'),
  ('zoo', 'a-web', 0, 'ai', '2021-11-06', '2022-03-04', 2, NULL),
  ('zoo', 'b-web', 0, 'bi', '2021-11-06', '2022-03-04', 2, NULL);
INSERT INTO a_line (at, kind, namespace, object_kind, object, reason)
VALUES ('2021-12-06', 'trigger', 'zoo', 'Certificate', 'b', 'Renewing'),
  ('2021-12-06', 'trigger', 'zoo', 'Certificate', 'a', 'Renewing');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT code, object, severity, confidence FROM findings;
-- expect
ca-not-cascaded|a|high|medium
ca-not-cascaded|b|medium|medium

-- case: no finding where all was re-issued, or nothing is known
INSERT INTO an_issuer (namespace, name, ca_secret) VALUES ('zoo', 'ri', 'root');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, not_before,
  not_after, revision)
VALUES
  ('zoo', 'root', 1, 'self', '2021-12-06', '2031-12-04', 2),
  ('zoo', 'web', 0, 'ri', '2021-12-06', '2022-03-04', 2),
  ('zoo', 'api', 0, 'ri', NULL, NULL, NULL);
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT count(*) FROM findings;
-- expect
0

-- case: one command renews a whole level, the intermediates first
INSERT INTO an_issuer (namespace, name, ca_secret)
VALUES ('zoo', 'ri', 'root'), ('zoo', 'mi', 'middle');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, not_before,
  not_after, revision)
VALUES
  ('zoo', 'root', 1, 'self', '2021-12-06', '2031-12-04', 2),
  ('zoo', 'middle', 1, 'ri', '2021-11-06', '2023-03-04', 1),
  ('zoo', 'api', 0, 'ri', '2021-11-06', '2022-03-04', 1),
  ('zoo', 'web', 0, 'mi', '2021-11-06', '2022-03-04', 1);
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT remedy FROM findings;
-- expect
cmctl renew -n zoo api middle
sleep 60
cmctl renew -n zoo web

-- case: restart-missing is high, with the command for the whole workload
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, owner_kind, owner, created, started, secret,
  uses)
VALUES
  ('zoo', 'front-0', 'StatefulSet', 'front', '2021-11-01', '2021-11-01',
    'web-tls', 'env'),
  ('zoo', 'front-1', 'StatefulSet', 'front', '2021-11-01', '2021-11-02',
    'web-tls', 'env');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT code, severity, object_kind, object, title, detail, since, deadline,
  remedy, confidence
FROM findings WHERE code LIKE 'restart%';
-- expect
restart-missing|high|StatefulSet|front|statefulset zoo/front: 2 of 2 pods still run with the web certificate from before 2021-12-06T09:00:00Z|front-0 app runs since 2021-11-01T00:00:00Z, env web-tls
front-1 app runs since 2021-11-02T00:00:00Z, env web-tls|2021-12-06T09:00:00Z|2021-12-26T09:00:00Z|kubectl -n zoo rollout restart statefulset/front|high

-- case: it is critical once the old certificate has ended
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, owner_kind, owner, created, started, secret,
  uses)
VALUES
  ('zoo', 'front-0', 'StatefulSet', 'front', '2021-11-01', '2021-11-01',
    'web-tls', 'env');
INSERT INTO a_capture VALUES ('2021-12-26 09:00:00');
-- query
SELECT severity FROM findings WHERE code = 'restart-missing';
-- expect
critical

-- case: of a half-done rollout only what is left is told
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, owner_kind, owner, created, started, secret,
  uses)
VALUES
  ('zoo', 'front-0', 'StatefulSet', 'front', '2021-11-01', '2021-11-01',
    'web-tls', 'env'),
  ('zoo', 'front-1', 'StatefulSet', 'front', '2021-12-06 10:00:00',
    '2021-12-06 10:00:00', 'web-tls', 'env');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT title, remedy FROM findings WHERE code LIKE 'restart%';
-- expect
statefulset zoo/front: 1 of 2 pods still runs with the web certificate from before 2021-12-06T09:00:00Z|kubectl -n zoo delete pod front-0

-- case: for a Pod of nobody's there is no command that is safe
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, started, secret, uses)
VALUES ('zoo', 'front', '2021-11-01', '2021-11-01', 'web-tls', 'env');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT title, remedy FROM findings WHERE code LIKE 'restart%';
-- expect
pod zoo/front: still runs with the web certificate from before 2021-12-06T09:00:00Z|NULL

-- case: one restart mends all Secrets of a workload, so it is one finding
INSERT INTO a_renewal VALUES
  ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls'),
  ('2021-12-06 08:00:00', 'zoo', 'api', 'api-tls'),
  ('2021-12-06 08:30:00', 'zoo', 'sub', 'sub-tls');
INSERT INTO a_pod (namespace, name, owner_kind, owner, created, started, secret,
  uses)
VALUES ('zoo', 'front-0', 'StatefulSet', 'front', '2021-11-01', '2021-11-01',
  'web-tls', 'env');
INSERT INTO a_use VALUES
  ('Pod', 'zoo', 'front-0', 'app', 'api-tls', 'subPath'),
  ('Pod', 'zoo', 'front-0', 'app', 'sub-tls', 'volume');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT code, title, since, deadline FROM findings WHERE code LIKE 'restart%';
-- expect
restart-missing|statefulset zoo/front: 1 of 1 pod still runs with the api, web certificates from before 2021-12-06T08:00:00Z|2021-12-06T08:00:00Z|2021-12-26T08:00:00Z

-- case: no command holds a name that Kubernetes does not allow
INSERT INTO a_renewal VALUES
  ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls'),
  ('2021-12-06 09:00:00', 'zoo', '--all; rm x', 'odd-tls');
INSERT INTO a_pod (namespace, name, owner_kind, owner, created, started, secret,
  uses)
VALUES ('zoo', 'front-0', 'StatefulSet', 'front$(id)', '2021-11-01',
  '2021-11-01', 'web-tls', 'env');
INSERT INTO a_capture VALUES ('2022-03-07');
-- query
SELECT code, object, remedy IS NULL FROM findings WHERE code <> 'renewed-late';
-- expect
certificate-expired|--all; rm x|1
certificate-expired|web|0
restart-missing|front$(id)|1

-- case: restart-too-early and restart-or-reload
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, owner_kind, owner, created, started, secret,
  uses)
VALUES
  ('zoo', 'front-0', 'StatefulSet', 'front', '2021-12-06 08:00:00',
    '2021-12-06 09:00:02', 'web-tls', 'env'),
  ('zoo', 'back-0', 'StatefulSet', 'back', '2021-11-01', '2021-11-01',
    'web-tls', 'volume');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT code, severity, object, title, confidence FROM findings
WHERE code LIKE 'restart%';
-- expect
restart-too-early|medium|front|statefulset zoo/front: 1 of 1 pod may have started with the web certificate from before 2021-12-06T09:00:00Z|low
restart-or-reload|low|back|statefulset zoo/back: 1 of 1 pod may still serve the web certificate from before 2021-12-06T09:00:00Z|low

-- case: restart-or-reload weighs more in the last week of the old certificate
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, started, secret, uses)
VALUES ('zoo', 'back', '2021-11-01', '2021-11-01', 'web-tls', 'volume');
INSERT INTO a_capture VALUES ('2021-12-19 09:00:00');
-- query
SELECT code, severity FROM findings WHERE code LIKE 'restart%';
-- expect
restart-or-reload|medium

-- case: certificate-expired, with what was tried
INSERT INTO a_certificate (namespace, name, not_before, not_after, renewal)
VALUES ('zoo', 'web', '2021-01-01', '2021-04-01', '2021-03-02');
INSERT INTO a_line (at, kind, namespace, object_kind, object, detail) VALUES
  ('2021-03-02 00:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL),
  ('2021-03-02 00:00:09', 'failed', 'zoo', 'Certificate', 'web', 'no answer');
INSERT INTO a_capture VALUES ('2021-04-02');
-- query
SELECT code, severity, title, detail, since, deadline, remedy FROM findings;
-- expect
certificate-expired|critical|certificate zoo/web ended at 2021-04-01T00:00:00Z, after 1 failed attempt|no answer|2021-04-01T00:00:00Z|2021-04-01T00:00:00Z|kubectl -n zoo describe certificate web

-- case: renewal-failing is high, critical in the last week
INSERT INTO a_certificate (namespace, name, not_before, not_after, renewal)
VALUES ('zoo', 'a', '2021-01-01', '2021-04-01', '2021-03-02'),
  ('zoo', 'b', '2021-01-01', '2021-03-10', '2021-03-02');
INSERT INTO a_line (at, kind, namespace, object_kind, object) VALUES
  ('2021-03-02 00:00:00', 'trigger', 'zoo', 'Certificate', 'a'),
  ('2021-03-02 00:00:09', 'failed', 'zoo', 'Certificate', 'a'),
  ('2021-03-02 00:00:00', 'trigger', 'zoo', 'Certificate', 'b'),
  ('2021-03-02 00:00:09', 'failed', 'zoo', 'Certificate', 'b'),
  ('2021-03-02 02:00:00', 'trigger', 'zoo', 'Certificate', 'b'),
  ('2021-03-02 02:00:09', 'failed', 'zoo', 'Certificate', 'b');
INSERT INTO a_capture VALUES ('2021-03-03');
-- query
SELECT code, severity, title, since FROM findings;
-- expect
renewal-failing|critical|certificate zoo/b: 2 failed attempts to issue it, none has succeeded since|2021-03-02T00:00:00Z
renewal-failing|high|certificate zoo/a: 1 failed attempt to issue it, none has succeeded since|2021-03-02T00:00:00Z

-- case: a failure that only the log knows is told too, once
INSERT INTO a_line (at, kind, namespace, object_kind, object) VALUES
  ('2021-03-02 00:00:00', 'trigger', 'zoo', 'Certificate', 'web'),
  ('2021-03-02 00:00:09', 'failed', 'zoo', 'Certificate', 'web');
-- query
SELECT code, severity, namespace, object FROM findings;
-- expect
renewal-failing|high|zoo|web

-- case: renewal-overdue
INSERT INTO a_certificate (namespace, name, not_before, not_after, renewal)
VALUES ('zoo', 'web', '2021-01-01', '2021-04-01', '2021-03-02');
INSERT INTO a_capture VALUES ('2021-03-04');
-- query
SELECT code, severity, title, since, deadline FROM findings;
-- expect
renewal-overdue|high|certificate zoo/web was to be renewed at 2021-03-02T00:00:00Z and was not|2021-03-02T00:00:00Z|2021-04-01T00:00:00Z

-- case: issuance-pending, after an hour
INSERT INTO a_line (at, kind, namespace, object_kind, object) VALUES
  ('2021-03-02 00:00:00', 'trigger', 'zoo', 'Certificate', 'a'),
  ('2021-03-02 00:30:00', 'trigger', 'zoo', 'Certificate', 'b');
INSERT INTO a_capture VALUES ('2021-03-02 01:00:01');
-- query
SELECT code, severity, object, title FROM findings;
-- expect
issuance-pending|medium|a|certificate zoo/a: an issuance began at 2021-03-02T00:00:00Z and no end of it is seen

-- case: renewed-late, after six hours
INSERT INTO a_certificate (namespace, name, renew_before_hours, not_before,
  not_after, version)
VALUES
  ('zoo', 'a', 240, '2021-01-01', '2021-04-01', 1),
  ('zoo', 'a', 240, '2021-03-25', '2021-06-23', 2),
  ('zoo', 'b', 240, '2021-01-01', '2021-04-01', 1),
  ('zoo', 'b', 240, '2021-03-22 05:00:00', '2021-06-23', 2),
  ('zoo', 'c', 240, '2021-01-01', '2021-04-01', 1),
  ('zoo', 'c', 240, '2021-03-22 07:30:00', '2021-06-23', 2);
INSERT INTO a_capture VALUES ('2021-03-26');
-- query
SELECT code, severity, title FROM findings;
-- expect
renewed-late|low|certificate zoo/a was renewed 3 days late, at 2021-03-25T00:00:00Z
renewed-late|low|certificate zoo/c was renewed 7 hours late, at 2021-03-22T07:30:00Z

-- case: private-key-in-bundle
INSERT INTO a_secret (namespace, name, has_key)
VALUES ('zoo', 'web', 1), ('spa', 'web', 1), ('spa', 'other', 0);
-- query
SELECT code, severity, namespace, title, detail FROM findings;
-- expect
private-key-in-bundle|medium|NULL|the bundle holds 2 private keys; none was stored here|spa/web  dump/objects.yaml:2
zoo/web  dump/objects.yaml:1

-- case: an id is that of the thing, not of the run
INSERT INTO a_certificate (namespace, name, not_before, not_after, renewal)
VALUES ('zoo', 'web', '2021-01-01', '2021-04-01', '2021-03-02'),
  ('abc', 'web', '2021-01-01', '2021-04-01', '2021-03-02');
INSERT INTO a_capture VALUES ('2021-03-04');
-- query
SELECT id LIKE 'f-__________', count(DISTINCT id), (SELECT count(*) FROM
  evidence WHERE subject_kind = 'finding'
  AND subject_id IN (SELECT id FROM findings)) FROM findings;
-- expect
1|2|2
-- case: a private key is told of also where a newer copy of its Secret has none
INSERT INTO input (id, path, kind, status)
VALUES (3, 'later/objects.yaml', 'objects', 'read');
INSERT INTO a_secret (namespace, name, created, has_key)
VALUES ('zoo', 'web', '2021-12-01', 1);
INSERT INTO a_secret (namespace, name, created, has_key)
VALUES ('zoo', 'web', '2021-12-02', 0);
INSERT INTO a_secret (namespace, name, created, has_key)
VALUES ('zoo', 'web', '2021-12-03', 1);
-- query
SELECT title, detail FROM findings WHERE code = 'private-key-in-bundle';
-- expect
the bundle holds 1 private key; none was stored here|zoo/web  dump/objects.yaml:1

-- case: a link tells where it leads, and whether that is here
INSERT INTO input (id, path, kind, status, link) VALUES
  (3, 'dump/a', 'other', 'read', 'dump/cm.log'),
  (4, 'dump/b', 'other', 'read', 'dump'),
  (5, 'dump/c', 'other', 'read', 'dump/cm'),
  (6, 'dump/d', 'other', 'read', '/var/log/x');
-- query
SELECT path, note FROM inputs WHERE id > 2;
-- expect
dump/a|a link to dump/cm.log
dump/b|a link to dump
dump/c|a link to dump/cm, which is not here
dump/d|a link to /var/log/x, which is not here

