-- What a renewed CA did to the certificates below it.

-- case: a leaf signed with the CA's old key is stale-key
INSERT INTO an_issuer (namespace, name, ca_secret)
VALUES ('zoo', 'root-issuer', 'root-tls');
INSERT INTO a_certificate (namespace, name, secret, is_ca, issuer, created)
VALUES ('zoo', 'root', 'root-tls', 1, 'self', '2020-01-01'),
  ('zoo', 'web', 'web-tls', 0, 'root-issuer', NULL);
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'root-tls');
-- x509: secret=zoo/root-tls subject=root key=A ca=1 from=2020-01-01 to=2022-12-31
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'root-tls');
-- x509: secret=zoo/root-tls subject=root key=B ca=1 serial=2 from=2021-12-06 to=2031-12-04
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'web-tls');
-- x509: secret=zoo/web-tls subject=web issuer=root key=W by=A from=2021-06-01 to=2023-06-01
-- query
SELECT ca_certificate, ca_renewed_at, ca_key_changed, issuer_kind, issuer,
  depth, certificate, state, reissued_at, breaks_at, confidence
FROM cascades;
-- expect
root|2021-12-06T00:00:00Z|1|Issuer|root-issuer|1|web|stale-key|NULL|2022-12-31T00:00:00Z|high

-- case: the end of the leaf breaks it first if it comes first
INSERT INTO an_issuer (namespace, name, ca_secret) VALUES ('zoo', 'ri', 'root');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, created)
VALUES ('zoo', 'root', 1, 'self', '2020-01-01'), ('zoo', 'web', 0, 'ri', NULL);
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'root');
-- x509: secret=zoo/root subject=root key=A ca=1 from=2020-01-01 to=2022-12-31
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'root');
-- x509: secret=zoo/root subject=root key=B ca=1 from=2021-12-06 to=2031-12-04
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'web');
-- x509: secret=zoo/web subject=web issuer=root key=W by=A from=2021-11-01 to=2022-01-30
-- query
SELECT state, breaks_at FROM cascades;
-- expect
stale-key|2022-01-30T00:00:00Z

-- case: a leaf signed with the new key is reissued
INSERT INTO an_issuer (namespace, name, ca_secret) VALUES ('zoo', 'ri', 'root');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, created)
VALUES ('zoo', 'root', 1, 'self', '2020-01-01'), ('zoo', 'web', 0, 'ri', NULL);
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'root');
-- x509: secret=zoo/root subject=root key=A ca=1 from=2020-01-01 to=2022-12-31
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'root');
-- x509: secret=zoo/root subject=root key=B ca=1 from=2021-12-06 to=2031-12-04
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'web');
-- x509: secret=zoo/web subject=web issuer=root key=W by=B from=2021-12-06T01:00:00 to=2022-03-06
-- query
SELECT state, reissued_at, lag_seconds, breaks_at, confidence FROM cascades;
-- expect
reissued|2021-12-06T01:00:00Z|3600|NULL|high

-- case: a leaf younger than the CA but not signed with its key is stale-key
INSERT INTO an_issuer (namespace, name, ca_secret) VALUES ('zoo', 'ri', 'root');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, created)
VALUES ('zoo', 'root', 1, 'self', '2020-01-01'), ('zoo', 'web', 0, 'ri', NULL);
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'root');
-- x509: secret=zoo/root subject=root key=A ca=1 from=2020-01-01 to=2022-12-31
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'root');
-- x509: secret=zoo/root subject=root key=B ca=1 from=2021-12-06 to=2031-12-04
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'web');
-- x509: secret=zoo/web subject=web issuer=root key=W by=A from=2021-12-07 to=2022-03-07
-- query
SELECT state FROM cascades;
-- expect
stale-key

-- case: the key was kept, its identifier changed: stale-ski
INSERT INTO an_issuer (namespace, name, ca_secret) VALUES ('zoo', 'ri', 'root');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, created)
VALUES ('zoo', 'root', 1, 'self', '2020-01-01'), ('zoo', 'web', 0, 'ri', NULL);
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'root');
-- x509: secret=zoo/root subject=root key=A ca=1 ski=o from=2020-01-01 to=2022-12-31
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'root');
-- x509: secret=zoo/root subject=root key=A ca=1 ski=n from=2021-12-06 to=2031-12-04
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'web');
-- x509: secret=zoo/web subject=web issuer=root key=W by=A aki=o from=2021-11-01 to=2023-01-30
-- query
SELECT ca_key_changed, state, breaks_at, confidence FROM cascades;
-- expect
0|stale-ski|2022-12-31T00:00:00Z|high

-- case: a leaf that names no key at all is no such case
INSERT INTO an_issuer (namespace, name, ca_secret) VALUES ('zoo', 'ri', 'root');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, created)
VALUES ('zoo', 'root', 1, 'self', '2020-01-01'), ('zoo', 'web', 0, 'ri', NULL);
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'root');
-- x509: secret=zoo/root subject=root key=A ca=1 from=2020-01-01 to=2022-12-31
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'root');
-- x509: secret=zoo/root subject=root key=A ca=1 ski=n from=2021-12-06 to=2031-12-04
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'web');
-- x509: secret=zoo/web subject=web issuer=root key=W by=A from=2021-12-07 to=2023-01-30
-- query
SELECT state FROM cascades;
-- expect
reissued

-- case: the ca.crt beside the leaf is an older one: stale-copy
INSERT INTO an_issuer (namespace, name, ca_secret) VALUES ('zoo', 'ri', 'root');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, created)
VALUES ('zoo', 'root', 1, 'self', '2020-01-01'), ('zoo', 'web', 0, 'ri', NULL);
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'root');
-- x509: secret=zoo/root subject=root key=A ca=1 serial=2 from=2021-12-06 to=2031-12-04
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'web');
-- x509: secret=zoo/web subject=web issuer=root key=W by=A from=2021-12-07 to=2023-01-30
-- x509: secret=zoo/web role=ca.crt subject=root key=A ca=1 serial=1 from=2020-01-01 to=2022-12-31
-- query
SELECT state, breaks_at, reason FROM cascades;
-- expect
stale-copy|2022-12-31T00:00:00Z|the key is the same, but the ca.crt in its Secret is an older certificate of the CA

-- case: a bundle of old and new beside the leaf is not
INSERT INTO an_issuer (namespace, name, ca_secret) VALUES ('zoo', 'ri', 'root');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, created)
VALUES ('zoo', 'root', 1, 'self', '2020-01-01'), ('zoo', 'web', 0, 'ri', NULL);
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'root');
-- x509: secret=zoo/root subject=root key=A ca=1 serial=1 from=2020-01-01 to=2022-12-31
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'root');
-- x509: secret=zoo/root subject=root key=A ca=1 serial=2 from=2021-12-06 to=2031-12-04
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'web');
-- x509: secret=zoo/web subject=web issuer=root key=W by=A from=2021-12-07 to=2023-01-30
-- x509: secret=zoo/web role=ca.crt subject=root key=A ca=1 serial=1 from=2020-01-01 to=2022-12-31
-- x509: secret=zoo/web role=ca.crt subject=root key=A ca=1 serial=2 from=2021-12-06 to=2031-12-04
-- query
SELECT state FROM cascades;
-- expect
reissued

-- case: the key was kept and the leaf is older: its copy of the CA is too
INSERT INTO an_issuer (namespace, name, ca_secret) VALUES ('zoo', 'ri', 'root');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, created)
VALUES ('zoo', 'root', 1, 'self', '2020-01-01'), ('zoo', 'web', 0, 'ri', NULL);
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'root');
-- x509: secret=zoo/root subject=root key=A ca=1 serial=1 from=2020-01-01 to=2022-12-31
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'root');
-- x509: secret=zoo/root subject=root key=A ca=1 serial=2 from=2021-12-06 to=2031-12-04
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'web');
-- x509: secret=zoo/web subject=web issuer=root key=W by=A from=2021-11-07 to=2023-01-30
-- query
SELECT state, confidence FROM cascades;
-- expect
stale-copy|high

-- case: without keys the dates tell: older is stale
INSERT INTO an_issuer (namespace, name, ca_secret) VALUES ('zoo', 'ri', 'root');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, not_before,
  not_after, revision)
VALUES
  ('zoo', 'root', 1, 'self', '2021-12-06', '2031-12-04', 2),
  ('zoo', 'web', 0, 'ri', '2021-12-05', '2023-01-30', 2),
  ('zoo', 'api', 0, 'ri', '2021-12-06 01:00:00', '2023-01-30', 2);
-- query
SELECT certificate, state, reissued_at, breaks_at, confidence FROM cascades;
-- expect
api|reissued|2021-12-06T01:00:00Z|NULL|medium
web|stale|NULL|2023-01-30T00:00:00Z|medium

-- case: without dates nothing tells
INSERT INTO an_issuer (namespace, name, ca_secret) VALUES ('zoo', 'ri', 'root');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, not_before,
  not_after, revision)
VALUES ('zoo', 'root', 1, 'self', '2021-12-06', '2031-12-04', 2),
  ('zoo', 'web', 0, 'ri', NULL, NULL, NULL);
-- query
SELECT state, confidence, reason FROM cascades;
-- expect
unknown|low|no date of this certificate is in the bundle

-- case: an older renewal of the CA is superseded
INSERT INTO an_issuer (namespace, name, ca_secret) VALUES ('zoo', 'ri', 'root');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, not_before,
  not_after, revision, version)
VALUES
  ('zoo', 'root', 1, 'self', '2020-12-06', '2030-12-04', 2, 1),
  ('zoo', 'root', 1, 'self', '2021-12-06', '2031-12-04', 3, 2),
  ('zoo', 'web', 0, 'ri', '2021-11-07', '2023-01-30', 1, 1);
-- query
SELECT ca_renewed_at, state, breaks_at FROM cascades;
-- expect
2020-12-06T00:00:00Z|superseded|NULL
2021-12-06T00:00:00Z|stale|2023-01-30T00:00:00Z

-- case: a CA's first certificate reaches nothing
INSERT INTO an_issuer (namespace, name, ca_secret) VALUES ('zoo', 'ri', 'root');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, not_before,
  not_after, revision)
VALUES ('zoo', 'root', 1, 'self', '2021-12-06', '2031-12-04', 1),
  ('zoo', 'web', 0, 'ri', '2021-12-07', '2023-01-30', 1);
-- query
SELECT count(*) FROM cascades;
-- expect
0

-- case: neither does one whose renewal failed
INSERT INTO an_issuer (namespace, name, ca_secret) VALUES ('zoo', 'ri', 'root');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, created)
VALUES ('zoo', 'root', 1, 'self', '2020-01-01'), ('zoo', 'web', 0, 'ri', NULL);
INSERT INTO a_line (at, kind, namespace, object_kind, object, reason) VALUES
  ('2021-12-06 01:00:00', 'trigger', 'zoo', 'Certificate', 'root', 'Renewing'),
  ('2021-12-06 01:00:01', 'failed', 'zoo', 'Certificate', 'root', NULL);
-- query
SELECT count(*) FROM cascades;
-- expect
0

-- case: below a stale intermediate all is stale
INSERT INTO an_issuer (namespace, name, ca_secret)
VALUES ('zoo', 'ri', 'root'), ('zoo', 'mi', 'middle');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, not_before,
  not_after, revision)
VALUES
  ('zoo', 'root', 1, 'self', '2021-12-06', '2031-12-04', 2),
  ('zoo', 'middle', 1, 'ri', '2021-06-01', '2026-12-04', 1),
  ('zoo', 'web', 0, 'mi', '2021-12-07', '2022-03-07', 2);
-- query
SELECT ca_certificate, depth, issuer, certificate, state, reason FROM cascades;
-- expect
root|1|ri|middle|stale|issued before the CA was renewed; its key and the CA's are not both in the bundle
root|2|mi|web|stale|zoo/middle, which signs it, does not come from the new CA itself

-- case: an intermediate that was re-issued leaves its own leaves to be
INSERT INTO an_issuer (namespace, name, ca_secret)
VALUES ('zoo', 'ri', 'root'), ('zoo', 'mi', 'middle');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, not_before,
  not_after, revision)
VALUES
  ('zoo', 'root', 1, 'self', '2021-12-06', '2031-12-04', 2),
  ('zoo', 'middle', 1, 'ri', '2021-12-07', '2026-12-04', 2),
  ('zoo', 'web', 0, 'mi', '2021-12-06 12:00:00', '2022-03-07', 2);
-- query
SELECT ca_certificate, depth, certificate, state FROM cascades;
-- expect
root|1|middle|reissued
root|2|web|stale
middle|1|web|stale

-- case: a ClusterIssuer signs in all namespaces, with a CA of cert-manager's
INSERT INTO an_issuer (kind, name, ca_secret)
VALUES ('ClusterIssuer', 'ri', 'root');
INSERT INTO a_certificate (namespace, name, is_ca, issuer_kind, issuer,
  not_before, not_after, revision)
VALUES
  ('cert-manager', 'root', 1, NULL, 'self', '2021-12-06', '2031-12-04', 2),
  ('spa', 'root', 1, NULL, 'self', '2021-12-06', '2031-12-04', 2),
  ('zoo', 'web', 0, 'ClusterIssuer', 'ri', '2021-11-07', '2022-03-07', 2),
  ('spa', 'web', 0, 'ClusterIssuer', 'ri', '2021-12-07', '2022-03-07', 2),
  ('spa', 'not', 0, 'Issuer', 'ri', '2021-12-07', '2022-03-07', 2);
-- query
SELECT ca_namespace, ca_certificate, issuer_kind, namespace, certificate, state
FROM cascades;
-- expect
cert-manager|root|ClusterIssuer|spa|web|reissued
cert-manager|root|ClusterIssuer|zoo|web|stale

-- case: or with the only CA certificate of that Secret's name
INSERT INTO an_issuer (kind, name, ca_secret)
VALUES ('ClusterIssuer', 'ri', 'root');
INSERT INTO a_certificate (namespace, name, is_ca, issuer_kind, issuer,
  not_before, not_after, revision)
VALUES
  ('pki', 'root', 1, NULL, 'self', '2021-12-06', '2031-12-04', 2),
  ('zoo', 'web', 0, 'ClusterIssuer', 'ri', '2021-11-07', '2022-03-07', 2);
-- query
SELECT ca_namespace, namespace, state FROM cascades;
-- expect
pki|zoo|stale

-- case: the same names in two namespaces are two CAs
INSERT INTO an_issuer (namespace, name, ca_secret)
VALUES ('zoo', 'ri', 'root'), ('spa', 'ri', 'root');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, not_before,
  not_after, revision)
VALUES
  ('zoo', 'root', 1, 'self', '2021-12-06', '2031-12-04', 2),
  ('spa', 'root', 1, 'self', '2020-12-06', '2030-12-04', 1),
  ('zoo', 'web', 0, 'ri', '2021-11-07', '2022-03-07', 2),
  ('spa', 'web', 0, 'ri', '2021-11-07', '2022-03-07', 2);
-- query
SELECT ca_namespace, namespace, state FROM cascades;
-- expect
zoo|zoo|stale

-- case: an issuer of another group is not the one of that name
INSERT INTO an_issuer (namespace, name, ca_secret) VALUES ('zoo', 'ri', 'root');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, issuer_group,
  not_before, not_after, revision)
VALUES
  ('zoo', 'root', 1, 'self', NULL, '2021-12-06', '2031-12-04', 2),
  ('zoo', 'old', 0, 'ri', 'certmanager.k8s.io', '2021-11-07', '2022-03-07', 1),
  ('zoo', 'web', 0, 'ri', 'awspca.example', '2021-11-07', '2022-03-07', 1);
-- query
SELECT certificate FROM cascades;
-- expect
old

-- case: CAs that sign each other do not go on for ever
INSERT INTO an_issuer (namespace, name, ca_secret)
VALUES ('zoo', 'ai', 'a'), ('zoo', 'bi', 'b');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, not_before,
  not_after, revision)
VALUES
  ('zoo', 'a', 1, 'bi', '2021-12-06', '2031-12-04', 2),
  ('zoo', 'b', 1, 'ai', '2021-06-06', '2031-12-04', 1);
-- query
SELECT ca_certificate, certificate, state FROM cascades
WHERE certificate <> ca_certificate;
-- expect
a|b|stale
-- case: so is a leaf that brings along an intermediate of the CA's old key
INSERT INTO an_issuer (namespace, name, ca_secret)
VALUES ('zoo', 'ri', 'root'), ('zoo', 'mi', 'middle');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, created)
VALUES ('zoo', 'root', 1, 'self', '2020-01-01'),
  ('zoo', 'middle', 1, 'ri', '2020-01-01'),
  ('zoo', 'web', 0, 'mi', '2020-01-01'), ('zoo', 'api', 0, 'mi', '2020-01-01');
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'root');
-- x509: secret=zoo/root subject=root key=A ca=1 from=2020-01-01 to=2022-12-31
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'root');
-- x509: secret=zoo/root subject=root key=B ca=1 from=2021-12-06 to=2031-12-04
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'middle');
-- x509: secret=zoo/middle subject=middle issuer=root key=M by=B ca=1 from=2021-12-07 to=2026-12-04
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'web');
-- x509: secret=zoo/web subject=middle issuer=root key=M by=A ca=1 from=2021-01-01 to=2022-06-01
UPDATE x509 SET position = 1 WHERE id = (SELECT max(id) FROM x509);
-- x509: secret=zoo/web subject=web issuer=middle key=W by=M from=2021-11-01 to=2022-01-30
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'api');
-- x509: secret=zoo/api subject=api issuer=middle key=W by=M from=2021-12-08 to=2022-03-08
-- query
SELECT ca_certificate, certificate, state, reason LIKE '%older key%'
FROM cascades WHERE depth = 2 ORDER BY 1, 2;
-- expect
root|api|reissued|0
root|web|stale-key|1

-- case: a CA that was made anew is younger than what it once signed
INSERT INTO an_issuer (namespace, name, ca_secret) VALUES ('zoo', 'ri', 'root');
INSERT INTO a_certificate (namespace, name, is_ca, issuer, created, not_before,
  not_after, revision)
VALUES ('zoo', 'root', 1, 'self', '2021-12-06', '2021-12-06', '2031-12-04', 1),
  ('zoo', 'web', 0, 'ri', '2020-01-01', '2021-11-01', '2022-01-30', 9),
  ('zoo', 'api', 0, 'ri', '2020-01-01', '2021-12-07', '2022-03-07', 9);
-- query
SELECT ca_certificate, certificate, state FROM cascades ORDER BY 2;
-- expect
root|api|reissued
root|web|stale

