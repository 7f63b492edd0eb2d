-- Which certificate a record is about.

-- case: a name without a namespace is that of the one certificate so called
INSERT INTO a_certificate (namespace, name) VALUES ('zoo', 'web');
INSERT INTO a_line (at, kind, object_kind, object, condition)
VALUES ('2021-12-06 09:00:00', 'issuing', 'Certificate', 'web', 'Issuing');
-- query
SELECT namespace, certificate, is_guess FROM event_certificate;
-- expect
zoo|web|0

-- case: where two namespaces have the name, the line beside it decides
INSERT INTO a_certificate (namespace, name)
VALUES ('zoo', 'web'), ('spa', 'web');
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition)
VALUES
  ('2021-12-06 09:00:00.000', 'trigger', 'spa', 'Certificate', 'web', NULL),
  ('2021-12-06 09:00:00.500', 'issuing', NULL, 'Certificate', 'web', 'Issuing'),
  ('2021-12-06 10:00:00.000', 'trigger', 'zoo', 'Certificate', 'web', NULL),
  ('2021-12-06 10:00:00.500', 'issuing', NULL, 'Certificate', 'web', 'Issuing');
-- query
SELECT event_id, namespace, is_guess FROM event_certificate ORDER BY 1;
-- expect
1|spa|0
2|spa|1
3|zoo|0
4|zoo|1

-- case: what rests on such a guess says so
INSERT INTO a_certificate (namespace, name)
VALUES ('zoo', 'web'), ('spa', 'web');
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition,
  old_status, status)
VALUES
  ('2021-12-06 09:00:00.000', 'trigger', 'spa', 'Certificate', 'web', NULL,
    NULL, NULL),
  ('2021-12-06 09:00:00.500', 'issuing', NULL, 'Certificate', 'web', 'Issuing',
    'True', 'False');
-- query
SELECT namespace, outcome, confidence FROM renewals;
-- expect
spa|failed|low

-- case: with no such line the record belongs to neither
INSERT INTO a_certificate (namespace, name)
VALUES ('zoo', 'web'), ('spa', 'web');
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition)
VALUES
  ('2021-12-06 08:59:57.000', 'trigger', 'spa', 'Certificate', 'web', NULL),
  ('2021-12-06 09:00:00.500', 'issuing', NULL, 'Certificate', 'web', 'Issuing');
-- query
SELECT event_id, namespace FROM event_certificate;
-- expect
1|spa

-- case: a name that nobody knows belongs to nothing
INSERT INTO a_line (at, kind, object_kind, object, condition)
VALUES ('2021-12-06 09:00:00', 'issuing', 'Certificate', 'web', 'Issuing');
-- query
SELECT count(*) FROM event_certificate;
-- expect
0

-- case: a Secret is that of the certificate that names it
INSERT INTO a_certificate (namespace, name, secret)
VALUES ('zoo', 'web', 'web-tls'), ('spa', 'other', 'web-tls');
INSERT INTO a_line (at, kind, namespace, object_kind, object)
VALUES ('2021-12-06 09:00:00', 'issued', 'zoo', 'Secret', 'web-tls');
-- query
SELECT namespace, certificate, secret, outcome FROM renewals;
-- expect
zoo|web|web-tls|issued

-- case: a Secret that names its certificate needs no Certificate
INSERT INTO a_secret (namespace, name, certificate)
VALUES ('zoo', 'web-tls', 'web');
INSERT INTO a_line (at, kind, namespace, object_kind, object)
VALUES ('2021-12-06 09:00:00', 'issued', 'zoo', 'Secret', 'web-tls');
-- query
SELECT certificate, secret, confidence FROM renewals;
-- expect
web|web-tls|medium

-- case: a Secret that nothing knows stands for a certificate of its own name
INSERT INTO a_line (at, kind, namespace, object_kind, object)
VALUES ('2021-12-06 09:00:00', 'issued', 'zoo', 'Secret', 'web-tls');
-- query
SELECT certificate, secret, confidence FROM renewals;
-- expect
web-tls|web-tls|low

-- case: a request belongs to the longest name that it begins with
INSERT INTO a_certificate (namespace, name)
VALUES ('zoo', 'web'), ('zoo', 'web-admin'), ('spa', 'web-admin-x');
INSERT INTO a_line (at, kind, namespace, object_kind, object) VALUES
  ('2021-12-06 09:00:00', 'request-created', 'zoo', 'CertificateRequest',
    'web-admin-x7k2p'),
  ('2021-12-06 10:00:00', 'request-created', 'zoo', 'CertificateRequest',
    'web-x7k2p');
-- query
SELECT namespace, certificate FROM event_certificate ORDER BY event_id;
-- expect
zoo|web-admin
zoo|web

-- case: a name is cut at 52 characters before the suffix of the request
INSERT INTO a_certificate (namespace, name)
VALUES ('zoo', 'a-very-long-name-of-a-certificate-that-goes-on-and-on-and-on');
INSERT INTO a_line (at, kind, namespace, object_kind, object)
VALUES ('2021-12-06 09:00:00', 'request-created', 'zoo', 'CertificateRequest',
  'a-very-long-name-of-a-certificate-that-goes-on-and-o-8fj2');
-- query
SELECT certificate FROM event_certificate;
-- expect
a-very-long-name-of-a-certificate-that-goes-on-and-on-and-on

-- case: the object of the request knows better than its name
INSERT INTO a_certificate (namespace, name)
VALUES ('zoo', 'web'), ('zoo', 'front');
INSERT INTO a_request (namespace, name, certificate)
VALUES ('zoo', 'web-x7k2p', 'front');
INSERT INTO a_line (at, kind, namespace, object_kind, object)
VALUES ('2021-12-06 09:00:00', 'request-created', 'zoo', 'CertificateRequest',
  'web-x7k2p');
-- query
SELECT certificate FROM event_certificate;
-- expect
front

-- case: with no certificate known, a request's name loses its last part
INSERT INTO a_line (at, kind, namespace, object_kind, object)
VALUES ('2021-12-06 09:00:00', 'request-created', 'zoo', 'CertificateRequest',
  'web-admin-x7k2p');
-- query
SELECT certificate, is_guess FROM event_certificate;
-- expect
web-admin|1

-- case: same names in two namespaces are two certificates
INSERT INTO a_line (at, kind, namespace, object_kind, object) VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web'),
  ('2021-12-06 09:00:00', 'trigger', 'spa', 'Certificate', 'web'),
  ('2021-12-06 09:00:01', 'failed', 'spa', 'Certificate', 'web');
-- query
SELECT namespace, certificate, outcome FROM renewals ORDER BY namespace;
-- expect
spa|web|failed
zoo|web|pending
-- case: of two Certificates with one Secret, it says whose it is
INSERT INTO a_certificate (namespace, name, secret, not_before, not_after,
  revision)
VALUES ('zoo', 'old', 'web-tls', '2021-09-01', '2021-12-20', 3),
  ('zoo', 'site', 'web-tls', '2021-12-01', '2022-03-01', 1);
INSERT INTO a_secret (namespace, name, certificate)
VALUES ('zoo', 'web-tls', 'site');
-- x509: secret=zoo/web-tls subject=web issuer=root key=W by=A serial=77 from=2021-12-01 to=2022-03-01
-- query
SELECT certificate, issued_at, serial FROM renewals;
-- expect
old|2021-09-01T00:00:00Z|NULL
site|2021-12-01T00:00:00Z|77

-- case: a copy of a Secret in another namespace makes no certificate there
INSERT INTO a_certificate (namespace, name, not_before, not_after)
VALUES ('zoo', 'web', '2021-12-01', '2022-03-01');
INSERT INTO a_secret (namespace, name, certificate) VALUES ('zoo', 'web', 'web');
-- x509: secret=zoo/web subject=web key=W serial=77 from=2021-12-01 to=2022-03-01
INSERT INTO a_secret (namespace, name, certificate) VALUES ('spa', 'web', 'web');
-- x509: secret=spa/web subject=web key=W serial=77 from=2021-12-01 to=2022-03-01
-- query
SELECT namespace, certificate FROM renewals;
-- expect
zoo|web

-- case: nor does a copy that was made before what it is of was renewed
INSERT INTO a_certificate (namespace, name, secret, not_before, not_after)
VALUES ('zoo', 'root', 'root', '2021-12-01', '2022-03-01'),
  ('spa', 'web', 'web', '2021-12-01', '2022-03-01'),
  -- Of the same name as what was copied, with a Secret of its own.
  ('bank', 'root', 'bank-root', '2021-11-01', '2022-02-01');
INSERT INTO a_secret (namespace, name, certificate)
VALUES ('zoo', 'root', 'root');
-- x509: secret=zoo/root subject=root key=S from=2021-12-01 to=2022-03-01
INSERT INTO a_secret (namespace, name, certificate)
VALUES ('spa', 'copy-of-root', 'root');
-- x509: secret=spa/copy-of-root subject=root key=R from=2021-09-01 to=2021-12-30
INSERT INTO a_secret (namespace, name, certificate)
VALUES ('bank', 'copy-of-root', 'root');
-- x509: secret=bank/copy-of-root subject=root key=R from=2021-09-01 to=2021-12-30
-- query
SELECT namespace, certificate, issued_at FROM renewals ORDER BY 1;
-- expect
bank|root|2021-11-01T00:00:00Z
spa|web|2021-12-01T00:00:00Z
zoo|root|2021-12-01T00:00:00Z

-- case: a Secret whose Certificate was cut before its name is believed
INSERT INTO a_certificate (namespace, name, not_before, not_after)
VALUES ('zoo', 'web', '2021-09-01', '2021-12-01');
UPDATE certificate SET secret = NULL;
INSERT INTO a_secret (namespace, name, certificate)
VALUES ('zoo', 'web-tls', 'web');
-- x509: secret=zoo/web-tls subject=web key=W from=2021-11-01 to=2022-02-01
-- query
SELECT certificate, issued_at FROM renewals;
-- expect
web|2021-09-01T00:00:00Z
web|2021-11-01T00:00:00Z

-- case: a name that only lines give a namespace may be another's too
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition)
VALUES
  ('2021-12-01 09:00:00.000', 'trigger', 'spa', 'Certificate', 'web', NULL),
  ('2021-12-01 09:00:00.500', 'issuing', NULL, 'Certificate', 'web', 'Issuing'),
  ('2021-12-01 09:00:02.000', 'issued', 'spa', 'Certificate', 'web', NULL),
  ('2021-12-06 10:00:00.000', 'request-created', NULL, 'CertificateRequest',
    'web-8fj2', NULL),
  ('2021-12-06 10:00:01.000', 'request-ready', NULL, 'CertificateRequest',
    'web-8fj2', NULL);
-- query
SELECT issued_at, confidence FROM renewals;
-- expect
2021-12-01T09:00:02Z|medium
2021-12-06T10:00:01Z|low

-- case: of names that are the same for 52 characters, the line beside decides
INSERT INTO a_certificate (namespace, name) VALUES
  ('zoo', 'a-very-long-name-of-a-certificate-that-goes-on-and-on-and-one'),
  ('zoo', 'a-very-long-name-of-a-certificate-that-goes-on-and-on-and-two');
INSERT INTO a_line (at, kind, namespace, object_kind, object) VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate',
    'a-very-long-name-of-a-certificate-that-goes-on-and-on-and-two'),
  ('2021-12-06 09:00:01', 'request-created', 'zoo', 'CertificateRequest',
    'a-very-long-name-of-a-certificate-that-goes-on-and-o-8fj2');
-- query
SELECT substr(certificate, -3), is_guess FROM event_certificate
ORDER BY event_id;
-- expect
two|0
two|1

