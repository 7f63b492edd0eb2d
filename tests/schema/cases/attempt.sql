-- Which signals make one try, and how tries make an issuance.

-- case: a step repeated after write conflicts is one try
INSERT INTO a_line (at, kind, namespace, object_kind, object, reason) VALUES
  ('2021-12-06 09:00:00.000', 'trigger', 'zoo', 'Certificate', 'web', 'Renewing'),
  ('2021-12-06 09:00:00.030', 'issuing', 'zoo', 'Certificate', 'web', NULL),
  ('2021-12-06 09:00:00.080', 'trigger', 'zoo', 'Certificate', 'web', 'Renewing'),
  ('2021-12-06 09:00:00.090', 'issuing', 'zoo', 'Certificate', 'web', NULL),
  ('2021-12-06 09:00:00.900', 'trigger', 'zoo', 'Certificate', 'web', 'Renewing'),
  ('2021-12-06 09:00:01.000', 'request-approved', 'zoo', 'CertificateRequest',
    'web-x7k2p', NULL),
  ('2021-12-06 09:00:01.020', 'request-approved', 'zoo', 'CertificateRequest',
    'web-x7k2p', NULL),
  ('2021-12-06 09:00:02.000', 'issued', 'zoo', 'CertificateRequest',
    'web-x7k2p', NULL);
-- query
SELECT outcome, attempts, triggered_at, issued_at, reason FROM renewals;
-- expect
issued|1|2021-12-06T09:00:00Z|2021-12-06T09:00:02Z|Renewing

-- case: failures that end in an issuance are one row with failures + 1
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition,
  old_status, status, reason)
VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL, 'Renewing'),
  ('2021-12-06 09:00:20', 'issuing', 'zoo', 'Certificate', 'web', 'Issuing',
    'True', 'False', NULL),
  ('2021-12-06 10:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL, 'Renewing'),
  ('2021-12-06 10:00:20', 'issuing', 'zoo', 'Certificate', 'web', 'Issuing',
    'True', 'False', NULL),
  ('2021-12-06 12:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL, 'Expired'),
  ('2021-12-06 12:00:09', 'issued', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL, NULL);
-- query
SELECT outcome, attempts, triggered_at, issued_at, reason FROM renewals;
-- expect
issued|3|2021-12-06T09:00:00Z|2021-12-06T12:00:09Z|Renewing

-- case: failures with no end are one row with as many attempts
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition,
  old_status, status)
VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL),
  ('2021-12-06 09:00:20', 'issuing', 'zoo', 'Certificate', 'web', 'Issuing',
    'True', 'False'),
  ('2021-12-06 10:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL),
  ('2021-12-06 10:00:20', 'issuing', 'zoo', 'Certificate', 'web', 'Issuing',
    'True', 'False');
-- query
SELECT outcome, attempts, issued_at FROM renewals;
-- expect
failed|2|NULL

-- case: the backoff after a failure is not a second one
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition,
  old_status, status)
VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL),
  ('2021-12-06 09:00:20', 'issuing', 'zoo', 'Certificate', 'web', 'Issuing',
    'True', 'False'),
  ('2021-12-06 09:00:20', 'backoff', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL);
-- query
SELECT outcome, attempts FROM renewals;
-- expect
failed|1

-- case: a backoff alone stands for the failure before the log
INSERT INTO a_line (at, kind, namespace, object_kind, object)
VALUES ('2021-12-06 09:00:20', 'backoff', 'zoo', 'Certificate', 'web');
-- query
SELECT outcome, attempts FROM renewals;
-- expect
failed|1

-- case: the status may count more failures than the log has
INSERT INTO a_certificate (namespace, name, not_after, last_failure,
  failed_attempts)
VALUES ('zoo', 'web', '2021-12-31', '2021-12-06 10:00:20', 5);
INSERT INTO a_line (at, kind, namespace, object_kind, object)
VALUES ('2021-12-06 10:00:00', 'trigger', 'zoo', 'Certificate', 'web'),
  ('2021-12-06 10:00:20', 'failed', 'zoo', 'Certificate', 'web');
-- query
SELECT outcome, attempts FROM renewals WHERE outcome = 'failed';
-- expect
failed|5

-- case: a begun issuance of which nothing more is known is pending
INSERT INTO a_line (at, kind, namespace, object_kind, object)
VALUES ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web');
-- query
SELECT outcome, attempts, triggered_at, issued_at FROM renewals;
-- expect
pending|1|2021-12-06T09:00:00Z|NULL

-- case: a Certificate that is Issuing is pending, whatever the log leaves out
INSERT INTO a_certificate (namespace, name, not_after, issuing, issuing_reason,
  issuing_at)
VALUES ('zoo', 'web', '2021-12-31', 'True', 'Renewing', '2021-12-06 09:00:00');
INSERT INTO a_line (at, kind, namespace, object_kind, object, reason)
VALUES ('2021-12-06 09:00:00.500', 'trigger', 'zoo', 'Certificate', 'web',
  'Renewing');
INSERT INTO a_span (first, last)
VALUES ('2021-12-06 09:00:00', '2021-12-07 09:00:00');
-- query
SELECT outcome, reason, witnesses FROM renewals WHERE triggered_at IS NOT NULL;
-- expect
pending|Renewing|log,status

-- case: an answered request, and a log that goes on without a failure, succeeded
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition) VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL),
  ('2021-12-06 09:00:01', 'request-approved', 'zoo', 'CertificateRequest',
    'web-x7k2p', 'Approved'),
  ('2021-12-06 09:00:02', 'request-ready', 'zoo', 'CertificateRequest',
    'web-x7k2p', 'Ready');
INSERT INTO a_span (first, last)
VALUES ('2021-12-06 09:00:00', '2021-12-06 09:10:02');
-- query
SELECT outcome, issued_at, confidence FROM renewals;
-- expect
issued|2021-12-06T09:00:02Z|medium

-- case: if the log ends with the answer, it is not known what it was
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition) VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL),
  ('2021-12-06 09:00:02', 'request-ready', 'zoo', 'CertificateRequest',
    'web-x7k2p', 'Ready');
INSERT INTO a_span (first, last)
VALUES ('2021-12-06 09:00:00', '2021-12-06 09:09:59');
-- query
SELECT outcome FROM renewals;
-- expect
pending

-- case: a log goes on in the one that begins where it ends
INSERT INTO input (id, path, kind, status) VALUES
  (3, 'dump/cm.log.1', 'cert-manager-log', 'read');
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition, input)
VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, 3),
  ('2021-12-06 09:00:02', 'request-ready', 'zoo', 'CertificateRequest',
    'web-x7k2p', 'Ready', 3),
  ('2021-12-06 09:12:00', 'issuer', NULL, 'Issuer', 'root', NULL, 2);
INSERT INTO a_span (first, last, input) VALUES
  ('2021-12-06 08:00:00', '2021-12-06 09:02:00', 3),
  ('2021-12-06 09:02:10', '2021-12-06 09:12:00', 2);
-- query
SELECT outcome, confidence FROM renewals;
-- expect
issued|medium

-- case: a log that begins much later is not how another goes on
INSERT INTO input (id, path, kind, status) VALUES
  (3, 'dump/cm.log.1', 'cert-manager-log', 'read');
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition, input)
VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, 3),
  ('2021-12-06 09:00:02', 'request-ready', 'zoo', 'CertificateRequest',
    'web-x7k2p', 'Ready', 3),
  ('2021-12-06 09:22:00', 'issuer', NULL, 'Issuer', 'root', NULL, 2);
INSERT INTO a_span (first, last, input) VALUES
  ('2021-12-06 08:00:00', '2021-12-06 09:02:00', 3),
  ('2021-12-06 09:12:10', '2021-12-06 09:22:00', 2);
-- query
SELECT outcome FROM renewals;
-- expect
pending

-- case: a CA issuer answers at once, so there the answer is the success
INSERT INTO an_issuer (namespace, name, type, ca_secret)
VALUES ('zoo', 'root', 'ca', 'root-ca');
INSERT INTO a_certificate (namespace, name, issuer)
VALUES ('zoo', 'web', 'root');
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition) VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL),
  ('2021-12-06 09:00:02', 'request-ready', 'zoo', 'CertificateRequest',
    'web-x7k2p', 'Ready');
-- query
SELECT outcome FROM renewals;
-- expect
issued

-- case: an ACME issuer takes its time, so there silence is not a success
INSERT INTO an_issuer (namespace, name, type)
VALUES ('zoo', 'public', 'acme');
INSERT INTO a_certificate (namespace, name, issuer)
VALUES ('zoo', 'web', 'public');
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition) VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL),
  ('2021-12-06 09:00:02', 'request-ready', 'zoo', 'CertificateRequest',
    'web-x7k2p', 'Ready');
INSERT INTO a_span (first, last)
VALUES ('2021-12-06 09:00:00', '2021-12-06 12:00:00');
-- query
SELECT outcome FROM renewals;
-- expect
pending

-- case: many answers without a signature are a request that waits
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition) VALUES
  ('2021-12-06 09:00:00.000', 'trigger', 'zoo', 'Certificate', 'web', NULL),
  ('2021-12-06 09:00:01.100', 'request-ready', 'zoo', 'CertificateRequest',
    'web-x7k2p', 'Ready'),
  ('2021-12-06 09:00:01.200', 'request-ready', 'zoo', 'CertificateRequest',
    'web-x7k2p', 'Ready'),
  ('2021-12-06 09:00:01.300', 'request-ready', 'zoo', 'CertificateRequest',
    'web-x7k2p', 'Ready');
INSERT INTO a_span (first, last)
VALUES ('2021-12-06 09:00:00', '2021-12-06 12:00:00');
-- query
SELECT outcome FROM renewals;
-- expect
pending

-- case: a try that finds Issuing False shows that the one before failed
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition,
  old_status, status)
VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL),
  ('2021-12-06 10:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL),
  ('2021-12-06 10:00:00.1', 'issuing', 'zoo', 'Certificate', 'web', 'Issuing',
    'False', 'True'),
  ('2021-12-06 10:00:09', 'issued', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL);
-- query
SELECT outcome, attempts FROM renewals;
-- expect
issued|2

-- case: a try that another follows without that had ended well
INSERT INTO a_line (at, kind, namespace, object_kind, object) VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web'),
  ('2022-01-05 10:00:00', 'trigger', 'zoo', 'Certificate', 'web'),
  ('2022-01-05 10:00:09', 'issued', 'zoo', 'Certificate', 'web');
-- query
SELECT outcome, attempts, confidence FROM renewals;
-- expect
issued|1|medium
issued|1|medium

-- case: two replicas that take over from each other make one try
INSERT INTO input (id, path, kind, status)
VALUES (3, 'dump/cm-second.log', 'cert-manager-log', 'read');
INSERT INTO a_line (at, kind, namespace, object_kind, object, input) VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', 2),
  ('2021-12-06 09:00:01', 'request-approved', 'zoo', 'CertificateRequest',
    'web-x7k2p', 2),
  ('2021-12-06 09:00:40', 'trigger', 'zoo', 'Certificate', 'web', 3),
  ('2021-12-06 09:00:42', 'issued', 'zoo', 'CertificateRequest', 'web-x7k2p',
    3);
-- query
SELECT outcome, attempts, triggered_at, issued_at FROM renewals;
-- expect
issued|1|2021-12-06T09:00:00Z|2021-12-06T09:00:42Z

-- case: the object of a request tells of a try without any log
INSERT INTO a_request (namespace, name, certificate, created, ready, reason,
  ready_at)
VALUES ('zoo', 'web-x7k2p', 'web', '2021-12-06 09:00:00', 'True', 'Issued',
  '2021-12-06 09:00:02');
-- query
SELECT outcome, attempts, triggered_at, issued_at, witnesses, confidence
FROM renewals;
-- expect
issued|1|2021-12-06T09:00:00Z|2021-12-06T09:00:02Z|request|high

-- case: another request is another try
INSERT INTO a_request (namespace, name, certificate, created, ready, reason,
  ready_at)
VALUES
  ('zoo', 'web-x7k2p', 'web', '2021-12-06 09:00:00', 'False', 'Failed',
    '2021-12-06 09:00:30'),
  ('zoo', 'web-9dfjs', 'web', '2021-12-06 10:00:30', 'True', 'Issued',
    '2021-12-06 10:00:42');
-- query
SELECT outcome, attempts, triggered_at, issued_at FROM renewals;
-- expect
issued|2|2021-12-06T09:00:00Z|2021-12-06T10:00:42Z

-- case: a denied request is a failure
INSERT INTO a_request (namespace, name, certificate, created, ready, reason,
  ready_at)
VALUES ('zoo', 'web-x7k2p', 'web', '2021-12-06 09:00:00', 'False', 'Denied',
    '2021-12-06 09:00:01');
-- query
SELECT outcome, attempts FROM renewals;
-- expect
failed|1

-- case: the next renewal that moves into the future tells of a renewal
INSERT INTO a_certificate (namespace, name, secret)
VALUES ('zoo', 'web', 'web-tls');
INSERT INTO a_line (at, kind, namespace, object_kind, object, due_in_hours)
VALUES
  ('2021-12-06 08:00:00', 'scheduled', 'zoo', 'Secret', 'web-tls', 1),
  ('2021-12-06 08:30:00', 'scheduled', 'zoo', 'Secret', 'web-tls', 0.5),
  ('2021-12-06 09:00:05', 'scheduled', 'zoo', 'Secret', 'web-tls', 1439),
  ('2021-12-06 09:30:05', 'scheduled', 'zoo', 'Secret', 'web-tls', 1438.5);
-- query
SELECT kind, outcome, issued_at, due_at, late_seconds FROM renewals;
-- expect
renewal|issued|2021-12-06T09:00:05Z|2021-12-06T09:00:00Z|5

-- case: a jump beside an issuance that was logged is that issuance
INSERT INTO a_certificate (namespace, name, secret)
VALUES ('zoo', 'web', 'web-tls');
INSERT INTO a_line (at, kind, namespace, object_kind, object, due_in_hours)
VALUES
  ('2021-12-06 08:00:00', 'scheduled', 'zoo', 'Secret', 'web-tls', 1),
  ('2021-12-06 09:00:04', 'issued', 'zoo', 'Secret', 'web-tls', NULL),
  ('2021-12-06 09:00:05', 'scheduled', 'zoo', 'Secret', 'web-tls', 1439);
-- query
SELECT outcome, attempts, issued_at FROM renewals;
-- expect
issued|1|2021-12-06T09:00:04Z

-- case: the first schedule of a young certificate is its first issuance
INSERT INTO a_certificate (namespace, name, secret, created)
VALUES ('zoo', 'web', 'web-tls', '2021-12-06 09:00:00');
INSERT INTO a_line (at, kind, namespace, object_kind, object, due_in_hours)
VALUES ('2021-12-06 09:00:05', 'scheduled', 'zoo', 'Secret', 'web-tls', 1439);
-- query
SELECT kind, outcome, issued_at FROM renewals;
-- expect
first|issued|2021-12-06T09:00:05Z
-- case: a controller that stops before it can write begins the same try again
INSERT INTO a_line (at, kind, namespace, object_kind, object, reason, planned)
VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', 'Renewing',
    '2021-12-06 08:59:59'),
  ('2021-12-06 09:02:10', 'trigger', 'zoo', 'Certificate', 'web', 'Renewing',
    '2021-12-06 08:59:59'),
  ('2021-12-06 09:02:11', 'issued', 'zoo', 'Certificate', 'web', NULL, NULL),
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'api',
    'DoesNotExist', NULL),
  ('2021-12-06 09:02:10', 'trigger', 'zoo', 'Certificate', 'api',
    'DoesNotExist', NULL),
  ('2021-12-06 09:02:11', 'issued', 'zoo', 'Certificate', 'api', NULL, NULL);
-- query
SELECT certificate, issued_at, outcome, attempts FROM renewals;
-- expect
api|2021-12-06T09:02:11Z|issued|1
web|2021-12-06T09:02:11Z|issued|1

-- case: a request that is approved late still belongs to what began before it
INSERT INTO a_line (at, kind, namespace, object_kind, object) VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web'),
  ('2021-12-06 09:00:40', 'request-approved', 'zoo', 'CertificateRequest',
    'web-1'),
  ('2021-12-06 09:00:41', 'issued', 'zoo', 'CertificateRequest', 'web-1'),
  ('2022-01-05 09:00:00', 'trigger', 'zoo', 'Certificate', 'web'),
  ('2022-01-05 09:00:40', 'request-approved', 'zoo', 'CertificateRequest',
    'web-2'),
  ('2022-01-05 09:00:41', 'issued', 'zoo', 'CertificateRequest', 'web-2');
-- query
SELECT triggered_at, issued_at, outcome FROM renewals;
-- expect
2021-12-06T09:00:00Z|2021-12-06T09:00:41Z|issued
2022-01-05T09:00:00Z|2022-01-05T09:00:41Z|issued

-- case: a log with its newest line first goes on from one segment to the next
INSERT INTO log_segment (id, input_id, first_line, last_line, records,
  first_at_us, last_at_us)
VALUES
  (1, 2, 1, 2, 2, unixepoch('2021-12-08') * 1000000,
    unixepoch('2021-12-08') * 1000000),
  (2, 2, 3, 4, 2, unixepoch('2021-12-06 09:00:00') * 1000000,
    unixepoch('2021-12-06 09:00:01') * 1000000);
INSERT INTO log_record (input_id, segment_id, line, roll, full_us, pattern,
  kind, namespace, object_kind, object, condition, message, raw)
VALUES
  (2, 2, 4, 0, unixepoch('2021-12-06 09:00:00') * 1000000, 'trigger', 'trigger',
    'zoo', 'Certificate', 'web', NULL, '', ''),
  (2, 2, 3, 0, unixepoch('2021-12-06 09:00:01') * 1000000, 'request-ready',
    'request-ready', 'zoo', 'CertificateRequest', 'web-1', 'Ready', '', '');
-- query
SELECT outcome FROM renewals;
-- expect
issued

-- case: an answer that comes after days is that of its request
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition) VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL),
  ('2021-12-06 09:00:01', 'request-approved', 'zoo', 'CertificateRequest',
    'web-2', 'Approved'),
  ('2021-12-08 12:00:00', 'request-ready', 'zoo', 'CertificateRequest', 'web-2',
    'Ready');
INSERT INTO a_span (first, last) VALUES ('2021-12-06', '2021-12-20');
-- query
SELECT triggered_at, issued_at, outcome FROM renewals;
-- expect
2021-12-06T09:00:00Z|2021-12-08T12:00:00Z|issued


-- case: two words of one failure, a minute apart, are one try
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition,
  old_status, status)
VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL),
  ('2021-12-06 09:00:20', 'failed', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL),
  ('2021-12-06 09:01:29', 'issuing', 'zoo', 'Certificate', 'web', 'Issuing',
    'True', 'False');
-- query
SELECT outcome, attempts FROM renewals;
-- expect
failed|1
