-- What kind of issuance it was, when it was due, and with which key.

-- case: revision 1 is the first
INSERT INTO a_certificate (namespace, name, not_before, not_after, revision)
VALUES ('zoo', 'web', '2021-12-06', '2022-03-06', 1);
-- query
SELECT kind, due_at, late_seconds FROM renewals;
-- expect
first|NULL|NULL

-- case: an issuance beside the making of the Certificate is the first
INSERT INTO a_certificate (namespace, name, not_before, not_after, created)
VALUES ('zoo', 'web', '2021-12-06 09:00:09', '2022-03-06', '2021-12-06 09:00');
-- query
SELECT kind FROM renewals;
-- expect
first

-- case: an issuance long after it, of unknown cause, is a renewal
INSERT INTO a_certificate (namespace, name, not_before, not_after, created)
VALUES ('zoo', 'web', '2021-12-06 09:00:09', '2022-03-06', '2020-01-01');
-- query
SELECT kind FROM renewals;
-- expect
renewal

-- case: cert-manager's own reason says what it was
INSERT INTO a_line (at, kind, namespace, object_kind, object, reason) VALUES
  ('2021-12-06 01:00:00', 'trigger', 'zoo', 'Certificate', 'a', 'Renewing'),
  ('2021-12-06 01:00:01', 'issued', 'zoo', 'Certificate', 'a', NULL),
  ('2021-12-06 02:00:00', 'trigger', 'zoo', 'Certificate', 'b', 'Expired'),
  ('2021-12-06 02:00:01', 'issued', 'zoo', 'Certificate', 'b', NULL),
  ('2021-12-06 03:00:00', 'trigger', 'zoo', 'Certificate', 'c', 'DoesNotExist'),
  ('2021-12-06 03:00:01', 'issued', 'zoo', 'Certificate', 'c', NULL),
  ('2021-12-06 04:00:00', 'trigger', 'zoo', 'Certificate', 'd',
    'IncorrectIssuer'),
  ('2021-12-06 04:00:01', 'issued', 'zoo', 'Certificate', 'd', NULL),
  ('2021-12-06 05:00:00', 'trigger', 'zoo', 'Certificate', 'e',
    'ManuallyTriggered'),
  ('2021-12-06 05:00:01', 'issued', 'zoo', 'Certificate', 'e', NULL);
-- query
SELECT certificate, kind, reason FROM renewals;
-- expect
a|renewal|Renewing
b|renewal|Expired
c|first|DoesNotExist
d|reissue|IncorrectIssuer
e|reissue|ManuallyTriggered

-- case: a Secret that does not exist was deleted if the certificate is older
INSERT INTO a_certificate (namespace, name, revision, not_before, not_after)
VALUES ('zoo', 'a', 2, '2021-12-06 01:00:00', '2022-03-06');
INSERT INTO a_certificate (namespace, name, created)
VALUES ('zoo', 'b', '2020-01-01');
INSERT INTO a_line (at, kind, namespace, object_kind, object, reason) VALUES
  ('2021-12-06 01:00:00', 'trigger', 'zoo', 'Certificate', 'a', 'DoesNotExist'),
  ('2021-12-06 01:00:01', 'issued', 'zoo', 'Certificate', 'a', NULL),
  ('2021-12-06 02:00:00', 'trigger', 'zoo', 'Certificate', 'b', 'DoesNotExist'),
  ('2021-12-06 02:00:01', 'issued', 'zoo', 'Certificate', 'b', NULL);
-- query
SELECT certificate, kind FROM renewals;
-- expect
a|reissue
b|reissue

-- case: an issuance before it was due is a re-issue
INSERT INTO a_certificate (namespace, name, not_before, not_after, version)
VALUES
  ('zoo', 'web', '2021-01-01', '2021-04-01', 1),
  ('zoo', 'web', '2021-02-01', '2021-05-02', 2);
-- query
SELECT kind, due_at FROM renewals WHERE issued_at LIKE '2021-02%';
-- expect
reissue|NULL

-- case: due renewBefore before the end
INSERT INTO a_certificate (namespace, name, renew_before_hours, not_before,
  not_after, version)
VALUES
  ('zoo', 'web', 240, '2021-01-01', '2021-04-01', 1),
  ('zoo', 'web', 240, '2021-03-23', '2021-06-21', 2);
-- query
SELECT kind, due_at, late_seconds FROM renewals WHERE issued_at > '2021-02';
-- expect
renewal|2021-03-22T00:00:00Z|86400

-- case: due renewBeforePercentage of the lifetime before the end
INSERT INTO a_certificate (namespace, name, renew_before_pct, not_before,
  not_after, version)
VALUES
  ('zoo', 'web', 25, '2021-01-01', '2021-04-01', 1),
  ('zoo', 'web', 25, '2021-03-09 12:00:00', '2021-06-07', 2);
-- query
SELECT kind, due_at, late_seconds FROM renewals WHERE issued_at > '2021-02';
-- expect
renewal|2021-03-09T12:00:00Z|0

-- case: due a third of the lifetime before the end if nothing says otherwise
INSERT INTO a_certificate (namespace, name, not_before, not_after, version)
VALUES
  ('zoo', 'web', '2021-01-01', '2021-04-01', 1),
  ('zoo', 'web', '2021-03-02 00:00:09', '2021-05-31', 2);
-- query
SELECT kind, due_at, late_seconds FROM renewals WHERE issued_at > '2021-02';
-- expect
renewal|2021-03-02T00:00:00Z|9

-- case: a renewBefore longer than the lifetime counts for nothing
INSERT INTO a_certificate (namespace, name, renew_before_hours, not_before,
  not_after, version)
VALUES
  ('zoo', 'web', 9999, '2021-01-01', '2021-04-01', 1),
  ('zoo', 'web', 9999, '2021-03-02 00:00:09', '2021-05-31', 2);
-- query
SELECT kind, due_at FROM renewals WHERE issued_at > '2021-02';
-- expect
renewal|2021-03-02T00:00:00Z

-- case: releases without notBefore in the status renewed thirty days before
INSERT INTO a_certificate (namespace, name, hours, not_after, version) VALUES
  ('zoo', 'web', 8760, '2021-12-31', 1),
  ('zoo', 'web', 8760, '2022-12-01', 2);
-- query
SELECT kind, due_at, late_seconds FROM renewals WHERE issued_at > '2021-02';
-- expect
renewal|2021-12-01T00:00:00Z|0

-- case: so did those that write a renewal time of thirty days before
INSERT INTO a_certificate (namespace, name, not_before, not_after, renewal,
  version)
VALUES
  ('zoo', 'web', '2021-01-01', '2022-01-01', '2021-12-02', 1),
  ('zoo', 'web', '2021-12-02', '2022-12-02', '2022-11-02', 2);
-- query
SELECT kind, due_at, late_seconds FROM renewals WHERE issued_at > '2021-02';
-- expect
renewal|2021-12-02T00:00:00Z|0

-- case: the time that the trigger was planned for counts most
INSERT INTO a_certificate (namespace, name, renew_before_hours, not_before,
  not_after, version)
VALUES
  ('zoo', 'web', 240, '2021-01-01', '2021-04-01', 1),
  ('zoo', 'web', 240, '2021-03-24 00:00:05', '2021-06-22', 2);
INSERT INTO a_line (at, kind, namespace, object_kind, object, reason, planned)
VALUES ('2021-03-24 00:00:01', 'trigger', 'zoo', 'Certificate', 'web',
  'Renewing', '2021-03-23 00:00:00');
-- query
SELECT due_at, late_seconds FROM renewals WHERE issued_at > '2021-02';
-- expect
2021-03-23T00:00:00Z|86405

-- case: the lateness of a renewal that fails grows until the capture
INSERT INTO a_certificate (namespace, name, renew_before_hours, not_before,
  not_after)
VALUES ('zoo', 'web', 240, '2021-01-01', '2021-04-01');
INSERT INTO a_line (at, kind, namespace, object_kind, object, reason) VALUES
  ('2021-03-22 00:00:00', 'trigger', 'zoo', 'Certificate', 'web', 'Renewing'),
  ('2021-03-22 00:00:09', 'failed', 'zoo', 'Certificate', 'web', NULL);
INSERT INTO a_capture VALUES ('2021-03-25 00:00:00');
-- query
SELECT due_at, late_seconds FROM renewals WHERE outcome = 'failed';
-- expect
2021-03-22T00:00:00Z|259200

-- case: the keys of two generations tell whether the key changed
INSERT INTO a_secret (namespace, name, certificate) VALUES ('zoo', 'a', 'a');
-- x509: secret=zoo/a key=A from=2021-01-01 to=2021-04-01
INSERT INTO a_secret (namespace, name, certificate) VALUES ('zoo', 'a', 'a');
-- x509: secret=zoo/a key=B from=2021-03-02 to=2021-05-31
INSERT INTO a_secret (namespace, name, certificate) VALUES ('zoo', 'b', 'b');
-- x509: secret=zoo/b key=A from=2021-01-01 to=2021-04-01
INSERT INTO a_secret (namespace, name, certificate) VALUES ('zoo', 'b', 'b');
-- x509: secret=zoo/b key=A from=2021-03-02 to=2021-05-31
-- query
SELECT certificate, issued_at, key_changed FROM renewals ORDER BY 1, 2;
-- expect
a|2021-01-01T00:00:00Z|NULL
a|2021-03-02T00:00:00Z|1
b|2021-01-01T00:00:00Z|NULL
b|2021-03-02T00:00:00Z|0

-- case: a Secret that was made anew has a new key, whatever the policy
INSERT INTO a_certificate (namespace, name, key_rotation, created)
VALUES ('zoo', 'web', 'Never', '2020-01-01');
INSERT INTO a_line (at, kind, namespace, object_kind, object, reason) VALUES
  ('2021-12-06 01:00:00', 'trigger', 'zoo', 'Certificate', 'web',
    'DoesNotExist'),
  ('2021-12-06 01:00:01', 'issued', 'zoo', 'Certificate', 'web', NULL);
-- query
SELECT kind, key_changed FROM renewals;
-- expect
reissue|1

-- case: without the keys, the policy tells, and the Event more than it
INSERT INTO a_certificate (namespace, name, key_rotation, created) VALUES
  ('zoo', 'a', 'Never', '2020-01-01'), ('zoo', 'b', 'Always', '2020-01-01'),
  ('zoo', 'c', NULL, '2020-01-01'), ('zoo', 'd', NULL, '2020-01-01');
INSERT INTO a_line (at, kind, namespace, object_kind, object, reason) VALUES
  ('2021-12-06 01:00:00', 'trigger', 'zoo', 'Certificate', 'a', 'Renewing'),
  ('2021-12-06 01:00:01', 'issued', 'zoo', 'Certificate', 'a', NULL),
  ('2021-12-06 02:00:00', 'trigger', 'zoo', 'Certificate', 'b', 'Renewing'),
  ('2021-12-06 02:00:01', 'issued', 'zoo', 'Certificate', 'b', NULL),
  ('2021-12-06 03:00:00', 'trigger', 'zoo', 'Certificate', 'c', 'Renewing'),
  ('2021-12-06 03:00:01', 'issued', 'zoo', 'Certificate', 'c', NULL),
  ('2021-12-06 04:00:00', 'trigger', 'zoo', 'Certificate', 'd', 'Renewing'),
  ('2021-12-06 04:00:02', 'issued', 'zoo', 'Certificate', 'd', NULL);
INSERT INTO an_event (at, subject_kind, namespace, subject, reason, message)
VALUES ('2021-12-06 04:00:01', 'Certificate', 'zoo', 'd', 'Reused',
  'Reusing private key stored in existing Secret resource');
-- query
SELECT certificate, key_changed FROM renewals;
-- expect
a|0
b|1
c|NULL
d|0

-- case: what failed has no new key, end or serial
INSERT INTO a_line (at, kind, namespace, object_kind, object, reason) VALUES
  ('2021-12-06 01:00:00', 'trigger', 'zoo', 'Certificate', 'web',
    'DoesNotExist'),
  ('2021-12-06 01:00:01', 'failed', 'zoo', 'Certificate', 'web', NULL);
-- query
SELECT key_changed, issued_at, not_before, not_after, serial FROM renewals;
-- expect
NULL|NULL|NULL|NULL|NULL

-- case: an id does not hang on what else is in the bundle
INSERT INTO a_certificate (namespace, name, not_before, not_after)
VALUES ('abc', 'other', '2021-01-06', '2022-03-06'),
  ('zoo', 'web', '2021-12-06', '2022-03-06'),
  ('zoo', 'zzz', '2021-01-06', '2022-03-06');
-- query
SELECT id, (SELECT count(DISTINCT id) FROM renewals) FROM renewals
WHERE certificate = 'web';
-- expect
r-4d98418312|3

-- case: and is the same where the certificate stands alone
INSERT INTO a_certificate (namespace, name, not_before, not_after)
VALUES ('zoo', 'web', '2021-12-06', '2022-03-06');
-- query
SELECT id FROM renewals;
-- expect
r-4d98418312

-- case: isCA of the Certificate passes into the row
INSERT INTO a_certificate (namespace, name, is_ca, not_before, not_after)
VALUES ('zoo', 'root-ca', 1, '2021-12-06', '2022-03-06');
-- query
SELECT is_ca, secret FROM renewals;
-- expect
1|root-ca

-- case: an issuer may end all certificates at the end of its own
INSERT INTO a_certificate (namespace, name, not_before, not_after, version)
VALUES
  ('zoo', 'web', '2021-01-01', '2021-04-01', 1),
  ('zoo', 'web', '2021-03-02', '2021-04-01', 2);
-- query
SELECT issued_at, not_after, (SELECT count(DISTINCT id) FROM renewals)
FROM renewals;
-- expect
2021-01-01T00:00:00Z|2021-04-01T00:00:00Z|2
2021-03-02T00:00:00Z|2021-04-01T00:00:00Z|2

-- case: an Event tells the reason in its message
INSERT INTO an_event (at, namespace, subject_kind, subject, reason, message)
VALUES
  ('2021-12-06 09:00:00', 'zoo', 'Certificate', 'web', 'Issuing',
    'Renewing certificate as renewal was scheduled at 2021-12-06 08:59:59 +0000 UTC'),
  ('2021-12-06 09:00:04', 'zoo', 'Certificate', 'web', 'Issuing',
    'The certificate has been successfully issued'),
  ('2021-12-06 09:00:00', 'zoo', 'Certificate', 'api', 'Issuing',
    'Issuing certificate as Secret does not exist'),
  ('2021-12-06 09:00:04', 'zoo', 'Certificate', 'api', 'Issuing',
    'The certificate has been successfully issued');
-- query
SELECT certificate, kind, reason, due_at FROM renewals;
-- expect
api|first|DoesNotExist|NULL
web|renewal|Renewing|2021-12-06T08:59:59Z

-- case: an issuance soon after another one had another cause than its age
INSERT INTO a_certificate (namespace, name, not_before, not_after, created,
  revision)
VALUES ('zoo', 'web', '2021-12-06 09:00:01', '2022-03-06', '2020-01-01', 9);
INSERT INTO a_line (at, kind, namespace, object_kind, object) VALUES
  ('2021-12-01 09:00:01', 'issued', 'zoo', 'Certificate', 'web'),
  ('2021-12-06 09:00:01', 'issued', 'zoo', 'Certificate', 'web');
-- query
SELECT issued_at, kind FROM renewals;
-- expect
2021-12-01T09:00:01Z|renewal
2021-12-06T09:00:01Z|reissue

-- case: what was never issued fails for the first time
INSERT INTO a_certificate (namespace, name, created, issuing, issuing_at,
  failed_attempts, last_failure)
VALUES ('zoo', 'web', '2021-12-01', 'False', '2021-12-06', 4, '2021-12-06');
-- query
SELECT kind, outcome, attempts FROM renewals;
-- expect
first|failed|4

-- case: v0.10 makes a key only for a Secret that was deleted
INSERT INTO a_certificate (namespace, name, secret, created)
VALUES ('zoo', 'web', 'web-tls', '2021-01-01');
INSERT INTO a_line (at, pattern, kind, namespace, object_kind, object)
VALUES
  ('2021-06-06 09:00:00', 'certificate-issued', 'issued', 'zoo', 'Secret',
    'web-tls'),
  ('2021-12-06 09:00:00', 'private-key-generated', 'other', 'zoo', 'Secret',
    'web-tls'),
  ('2021-12-06 09:00:01', 'certificate-issued', 'issued', 'zoo', 'Secret',
    'web-tls');
-- query
SELECT kind, key_changed, issued_at FROM renewals;
-- expect
renewal|NULL|2021-06-06T09:00:00Z
reissue|1|2021-12-06T09:00:01Z

-- case: v0.14 says that the key was lost, and whether there had been one
INSERT INTO a_line (at, pattern, kind, namespace, object_kind, object)
VALUES
  ('2020-06-06 09:00:00',
    'existing-private-key-not-found-in-secret-generate-a-new-private-key',
    'other', 'zoo', 'Certificate', 'web'),
  ('2020-06-06 09:00:00.1', 'created', 'request-created', 'zoo', 'Certificate',
    'web'),
  ('2020-06-06 09:00:01', 'certificate-issued', 'issued', 'zoo', 'Certificate',
    'web'),
  ('2020-07-06 09:00:00',
    'existing-private-key-not-found-in-secret-generate-a-new-private-key',
    'other', 'zoo', 'Certificate', 'api'),
  ('2020-07-06 09:00:00.1',
    'stored-private-key-is-not-valid-for-csr-stored-on-existing-certificaterequest',
    'other', 'zoo', 'Certificate', 'api'),
  ('2020-07-06 09:00:00.2', 'created', 'request-created', 'zoo', 'Certificate',
    'api'),
  ('2020-07-06 09:00:01', 'certificate-issued', 'issued', 'zoo', 'Certificate',
    'api');
-- query
SELECT certificate, kind FROM renewals;
-- expect
web|first
api|reissue

-- case: without the Certificate nothing tells when it was due
INSERT INTO a_secret (namespace, name, certificate)
VALUES ('zoo', 'web-tls', 'web');
-- x509: secret=zoo/web-tls subject=web key=W from=2021-12-01 to=2022-03-01
INSERT INTO a_request (namespace, name, certificate, revision)
VALUES ('zoo', 'web-1', 'web', 1);
-- x509: request=zoo/web-1 role=status.certificate subject=web key=W from=2021-09-01 to=2021-12-30
-- query
SELECT issued_at, due_at, late_seconds FROM renewals;
-- expect
2021-09-01T00:00:00Z|NULL|NULL
2021-12-01T00:00:00Z|NULL|NULL

-- case: the certificate of a chain that is turned round signs no other in it
INSERT INTO a_certificate (namespace, name, secret, created)
VALUES ('zoo', 'web', 'web-tls', '2021-01-01');
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'web-tls');
-- x509: secret=zoo/web-tls subject=middle issuer=root key=M by=R ca=1 from=2021-01-01 to=2026-01-01
-- x509: secret=zoo/web-tls subject=web issuer=middle key=W by=M from=2021-11-01 to=2022-01-30
UPDATE x509 SET position = 1 WHERE id = (SELECT max(id) FROM x509);
-- query
SELECT certificate, not_before FROM renewals;
-- expect
web|2021-11-01T00:00:00Z
