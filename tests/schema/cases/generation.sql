-- Generations of certificates, and the attempts that brought them.

-- case: what the dump shows is a row, even when no log covers it
INSERT INTO a_certificate (namespace, name, not_before, not_after, revision)
VALUES ('zoo', 'web', '2021-12-06 09:00:00', '2022-03-06 09:00:00', 3);
-- query
SELECT outcome, triggered_at, issued_at, not_before, not_after, revision,
  witnesses, confidence
FROM renewals;
-- expect
issued|NULL|2021-12-06T09:00:00Z|2021-12-06T09:00:00Z|2022-03-06T09:00:00Z|3|status|high

-- case: status, Secret and request of one certificate are one row
INSERT INTO a_certificate (namespace, name, not_before, not_after, revision)
VALUES ('zoo', 'web', '2021-12-06 09:00:00', '2022-03-06 09:00:00', 3);
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'web');
-- x509: secret=zoo/web serial=beef from=2021-12-06T09:00:00 to=2022-03-06T09:00:00
INSERT INTO a_request (namespace, name, certificate, revision)
VALUES ('zoo', 'web-x7k2p', 'web', 3);
-- x509: request=zoo/web-x7k2p role=status.certificate serial=beef from=2021-12-06T09:00:00 to=2022-03-06T09:00:00
-- query
SELECT serial, revision, witnesses, confidence FROM renewals;
-- expect
beef|3|status,request,secret,x509|high

-- case: the log's issuance is that of the certificate beside it
INSERT INTO an_issuer (namespace, name, ca_secret)
VALUES ('zoo', 'root', 'root-ca');
INSERT INTO a_certificate (namespace, name, issuer, not_before, not_after,
  revision)
VALUES ('zoo', 'web', 'root', '2021-12-06 09:00:04', '2022-03-06 09:00:04', 3);
INSERT INTO a_line (at, kind, namespace, object_kind, object, reason) VALUES
  ('2021-12-06 09:00:00.000', 'trigger', 'zoo', 'Certificate', 'web', 'Renewing'),
  ('2021-12-06 09:00:04.300', 'issued', 'zoo', 'Certificate', 'web', NULL);
-- query
SELECT kind, reason, issued_at, not_after, witnesses FROM renewals;
-- expect
renewal|Renewing|2021-12-06T09:00:04.3Z|2022-03-06T09:00:04Z|log,status

-- case: an ACME issuer dates a certificate back by an hour
INSERT INTO an_issuer (namespace, name, type) VALUES ('zoo', 'public', 'acme');
INSERT INTO a_certificate (namespace, name, issuer, not_before, not_after,
  revision)
VALUES ('zoo', 'web', 'public', '2021-12-06 08:00:31', '2022-03-06 08:00:31', 3);
INSERT INTO a_line (at, kind, namespace, object_kind, object) VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web'),
  ('2021-12-06 09:00:40', 'issued', 'zoo', 'Certificate', 'web');
-- query
SELECT issued_at, not_before, witnesses FROM renewals;
-- expect
2021-12-06T09:00:40Z|2021-12-06T08:00:31Z|log,status

-- case: without a log, it was in place an hour after its date
INSERT INTO an_issuer (namespace, name, type) VALUES ('zoo', 'public', 'acme');
INSERT INTO a_certificate (namespace, name, issuer, not_before, not_after)
VALUES ('zoo', 'web', 'public', '2021-12-06 08:00:31', '2022-03-06 08:00:31');
-- query
SELECT issued_at, not_before FROM renewals;
-- expect
2021-12-06T09:00:31Z|2021-12-06T08:00:31Z

-- case: an issuer that is not in the dump may do so
INSERT INTO a_certificate (namespace, name, issuer, not_before, not_after)
VALUES ('zoo', 'web', 'public', '2021-12-06 08:00:31', '2022-03-06 08:00:31');
INSERT INTO a_line (at, kind, namespace, object_kind, object) VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web'),
  ('2021-12-06 09:00:40', 'issued', 'zoo', 'Certificate', 'web');
-- query
SELECT issued_at, not_before FROM renewals;
-- expect
2021-12-06T09:00:40Z|2021-12-06T08:00:31Z

-- case: a CA issuer does not, so these are two issuances
INSERT INTO an_issuer (namespace, name, ca_secret)
VALUES ('zoo', 'root', 'root-ca');
INSERT INTO a_certificate (namespace, name, issuer, not_before, not_after)
VALUES ('zoo', 'web', 'root', '2021-12-06 08:00:31', '2022-03-06 08:00:31');
INSERT INTO a_line (at, kind, namespace, object_kind, object) VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web'),
  ('2021-12-06 09:00:40', 'issued', 'zoo', 'Certificate', 'web');
-- query
SELECT issued_at, not_before FROM renewals;
-- expect
2021-12-06T08:00:31Z|2021-12-06T08:00:31Z
2021-12-06T09:00:40Z|NULL

-- case: where the status gives no notBefore, it is reckoned but not claimed
INSERT INTO an_issuer (namespace, name, ca_secret)
VALUES ('zoo', 'root', 'root-ca');
INSERT INTO a_certificate (namespace, name, secret, issuer, hours, not_after)
VALUES ('zoo', 'web', 'web-tls', 'root', 12720, '2023-05-20 09:00:04');
INSERT INTO a_line (at, kind, namespace, object_kind, object)
VALUES ('2021-12-06 09:00:04.7', 'issued', 'zoo', 'Secret', 'web-tls');
-- query
SELECT issued_at, not_before, not_after, witnesses FROM renewals;
-- expect
2021-12-06T09:00:04.7Z|NULL|2023-05-20T09:00:04Z|log,status

-- case: a reckoned notBefore may be off by some hours
INSERT INTO a_certificate (namespace, name, secret, hours, not_after)
VALUES ('zoo', 'web', 'web-tls', 12720, '2023-05-20 17:00:00');
INSERT INTO a_line (at, kind, namespace, object_kind, object)
VALUES ('2021-12-06 09:00:04', 'issued', 'zoo', 'Secret', 'web-tls');
-- query
SELECT count(*), not_after FROM renewals;
-- expect
1|2023-05-20T17:00:00Z

-- case: the newest issuance of the log is not that of an older certificate
INSERT INTO an_issuer (namespace, name, ca_secret)
VALUES ('zoo', 'root', 'root-ca');
INSERT INTO a_certificate (namespace, name, issuer, not_before, not_after,
  created)
VALUES ('zoo', 'web', 'root', '2021-09-06 09:00:00', '2021-12-05 09:00:00',
  '2020-01-01');
INSERT INTO a_line (at, kind, namespace, object_kind, object) VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web'),
  ('2021-12-06 09:00:04', 'issued', 'zoo', 'Certificate', 'web');
-- query
SELECT issued_at, not_after FROM renewals;
-- expect
2021-09-06T09:00:00Z|2021-12-05T09:00:00Z
2021-12-06T09:00:04Z|NULL

-- case: two dumps show two generations
INSERT INTO input (id, path, kind, status)
VALUES (3, 'later/objects.yaml', 'objects', 'read');
INSERT INTO a_certificate (namespace, name, not_before, not_after, revision,
  version, input)
VALUES
  ('zoo', 'web', '2021-06-06', '2021-09-04', 2, 100, 1),
  ('zoo', 'web', '2021-08-05', '2021-11-03', 3, 200, 3);
-- query
SELECT issued_at, revision, (SELECT not_after FROM certificates) FROM renewals;
-- expect
2021-06-06T00:00:00Z|2|2021-11-03T00:00:00Z
2021-08-05T00:00:00Z|3|2021-11-03T00:00:00Z

-- case: an older CA certificate lives on in what it signed
INSERT INTO an_issuer (namespace, name, ca_secret)
VALUES ('zoo', 'root', 'root-ca');
INSERT INTO a_certificate (namespace, name, secret, is_ca, issuer, not_before,
  not_after)
VALUES
  ('zoo', 'root-ca', 'root-ca', 1, 'self', '2021-12-06', '2031-12-04'),
  ('zoo', 'web', 'web-tls', 0, 'root', '2021-11-01', '2022-01-30');
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'root-ca');
-- x509: secret=zoo/root-ca subject=root key=B serial=2 ca=1 from=2021-12-06 to=2031-12-04
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'web-tls');
-- x509: secret=zoo/web-tls subject=web issuer=root by=A key=W serial=9 from=2021-11-01 to=2022-01-30
-- x509: secret=zoo/web-tls role=ca.crt subject=root key=A serial=1 ca=1 from=2020-01-01 to=2022-12-31
-- query
SELECT issued_at, serial, key_changed, witnesses FROM renewals
WHERE certificate = 'root-ca';
-- expect
2020-01-01T00:00:00Z|1|NULL|x509
2021-12-06T00:00:00Z|2|1|status,secret,x509

-- case: the root that an intermediate's leaf carries is no generation of it
INSERT INTO an_issuer (namespace, name, ca_secret)
VALUES ('zoo', 'middle', 'middle-ca');
INSERT INTO a_certificate (namespace, name, secret, is_ca, issuer, not_before,
  not_after)
VALUES
  ('zoo', 'middle-ca', 'middle-ca', 1, 'root', '2021-12-06', '2031-12-04'),
  ('zoo', 'web', 'web-tls', 0, 'middle', '2021-11-01', '2022-01-30');
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'middle-ca');
-- x509: secret=zoo/middle-ca subject=middle issuer=root key=B by=R ca=1 from=2021-12-06 to=2031-12-04
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'web-tls');
-- x509: secret=zoo/web-tls role=ca.crt subject=root key=R serial=1 ca=1 from=2020-01-01 to=2040-12-31
-- query
SELECT issued_at FROM renewals WHERE certificate = 'middle-ca';
-- expect
2021-12-06T00:00:00Z

-- case: cert-manager's temporary certificate is no generation
INSERT INTO a_secret (namespace, name, certificate)
VALUES ('zoo', 'web', 'web');
-- x509: secret=zoo/web subject=cert-manager.local from=2021-12-06 to=2022-03-06
-- query
SELECT count(*) FROM renewals;
-- expect
0

-- case: a Secret of nobody's is no generation
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'bought');
-- x509: secret=zoo/bought from=2021-12-06 to=2022-03-06
-- query
SELECT count(*) FROM renewals;
-- expect
0

-- case: of failed tries and a good one, the good one brought the certificate
INSERT INTO an_issuer (namespace, name, ca_secret)
VALUES ('zoo', 'root', 'root-ca');
INSERT INTO a_certificate (namespace, name, issuer, not_before, not_after)
VALUES ('zoo', 'web', 'root', '2021-12-06 10:00:03', '2022-03-06 10:00:03');
INSERT INTO a_line (at, kind, namespace, object_kind, object) VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web'),
  ('2021-12-06 09:00:09', 'failed', 'zoo', 'Certificate', 'web'),
  ('2021-12-06 10:00:00', 'trigger', 'zoo', 'Certificate', 'web');
-- query
SELECT outcome, attempts, triggered_at, issued_at, not_after FROM renewals;
-- expect
issued|2|2021-12-06T09:00:00Z|2021-12-06T10:00:03Z|2022-03-06T10:00:03Z
