-- Recognised records and Kubernetes Events, each once.

-- case: the same record in two files is one
INSERT INTO input (id, path, kind, status)
VALUES (3, 'dump/cm-previous.log', 'cert-manager-log', 'read');
INSERT INTO a_line (at, kind, namespace, object_kind, object, input) VALUES
  ('2021-12-06 09:00:00.250', 'trigger', 'zoo', 'Certificate', 'web', 2),
  ('2021-12-06 09:00:00.250', 'trigger', 'zoo', 'Certificate', 'web', 3);
-- query
SELECT at, kind, path FROM events;
-- expect
2021-12-06T09:00:00.25Z|trigger|dump/cm-previous.log

-- case: the same words at another time, or about another object, are not
INSERT INTO a_line (at, kind, namespace, object_kind, object) VALUES
  ('2021-12-06 09:00:00.250', 'trigger', 'zoo', 'Certificate', 'web'),
  ('2021-12-06 09:00:00.251', 'trigger', 'zoo', 'Certificate', 'web'),
  ('2021-12-06 09:00:00.250', 'trigger', 'zoo', 'Certificate', 'api'),
  ('2021-12-06 09:00:00.250', 'trigger', 'spa', 'Certificate', 'web');
-- query
SELECT count(*) FROM events;
-- expect
4

-- case: two files without a year hold the same record once
INSERT INTO input (id, path, kind, status)
VALUES (3, 'dump/cm-previous.log', 'cert-manager-log', 'read');
INSERT INTO a_klog (id, input, first, last) VALUES
  (1, 2, '12-06 09:00:00', '12-06 10:00:00'),
  (2, 3, '12-06 09:00:00', '12-06 10:00:00');
INSERT INTO a_klog_line (segment, stamp, kind, object_kind, object) VALUES
  (1, '12-06 09:00:00', 'trigger', 'Certificate', 'web'),
  (2, '12-06 09:00:00', 'trigger', 'Certificate', 'web');
-- query
SELECT at, path FROM events;
-- expect
NULL|dump/cm-previous.log

-- case: a Kubernetes Event that two dumps hold is one, in its newer state
INSERT INTO input (id, path, kind, status)
VALUES (3, 'dump/later.yaml', 'objects', 'read');
INSERT INTO an_object (kind, namespace, name, created, version, input) VALUES
  ('Event', 'zoo', 'web.17', '2021-12-06 09:00:00', 11, 1),
  ('Event', 'zoo', 'web.17', '2021-12-06 09:00:00', 12, 3);
INSERT INTO kube_event (object_id, subject_kind, subject_namespace, subject,
  type, reason, message, first_us, last_us, n)
VALUES
  (1, 'Certificate', 'zoo', 'web', 'Normal', 'Requested', 'm', 1, 1, 1),
  (2, 'Certificate', 'zoo', 'web', 'Normal', 'Requested', 'm', 1, 1, 2);
-- query
SELECT kind, repeats, path FROM events;
-- expect
request-created|2|dump/later.yaml

-- case: what Events of certificates mean
INSERT INTO an_event (at, subject_kind, namespace, subject, type, reason,
  message)
VALUES
  ('2021-12-06 09:00:00', 'Certificate', 'zoo', 'web', 'Normal', 'Issuing',
    'Renewing certificate as renewal was scheduled at 2021-12-06'),
  ('2021-12-06 09:00:01', 'Certificate', 'zoo', 'web', 'Normal', 'Requested',
    'Created new CertificateRequest resource "web-x"'),
  ('2021-12-06 09:00:02', 'CertificateRequest', 'zoo', 'web-x', 'Normal',
    'cert-manager.io', 'Certificate request has been approved'),
  ('2021-12-06 09:00:03', 'CertificateRequest', 'zoo', 'web-x', 'Normal',
    'CertificateIssued', 'Certificate fetched from issuer successfully'),
  ('2021-12-06 09:00:04', 'Certificate', 'zoo', 'web', 'Normal', 'Issuing',
    'The certificate has been successfully issued'),
  ('2021-12-06 09:00:05', 'Certificate', 'zoo', 'web', 'Normal', 'Issuing',
    'Issued temporary certificate'),
  ('2021-12-06 09:00:06', 'Certificate', 'zoo', 'web', 'Warning', 'Failed',
    'The certificate request has failed'),
  ('2021-12-06 09:00:07', 'Certificate', 'zoo', 'web', 'Normal', 'Reused',
    'Reusing private key'),
  ('2021-12-06 09:00:08', 'CertificateRequest', 'zoo', 'web-x', 'Warning',
    'OrderFailed', 'Failed to wait for order resource'),
  ('2021-12-06 09:00:09', 'Deployment', 'zoo', 'front', 'Normal', 'Reloaded',
    'Changes detected');
-- query
SELECT kind, severity FROM events;
-- expect
trigger|info
request-created|info
request-approved|info
request-ready|info
issued|info
other|info
failed|warning
other|info
request-failed|warning
restart-automation|info

-- case: a change of a condition is told as old->new
INSERT INTO a_line (at, kind, object_kind, object, condition, old_status,
  status)
VALUES
  ('2021-12-06 09:00:00', 'issuing', 'Certificate', 'web', 'Issuing', 'True',
    'False'),
  ('2021-12-06 09:00:01', 'issuing', 'Certificate', 'web', 'Issuing', NULL,
    NULL);
-- query
SELECT reason FROM events;
-- expect
True->False
NULL

-- case: an Event that stands for several begins and ends a failure each
INSERT INTO an_event (at, last, n, subject_kind, namespace, subject, type,
  reason, message)
VALUES ('2021-12-06 09:00:00', '2021-12-06 11:00:00', 3, 'Certificate', 'zoo',
  'web', 'Warning', 'Failed', 'The certificate request has failed');
-- query
SELECT outcome, attempts, triggered_at, witnesses FROM renewals;
-- expect
failed|2|2021-12-06T09:00:00Z|event

-- case: in a local zone the nearest line with its full time tells the clock
INSERT INTO a_klog (id, first, last)
VALUES (1, '10-20 12:00:00', '11-20 12:00:00');
INSERT INTO a_klog_witness (segment, kind, stamp, says) VALUES
  (1, 'transition', '10-20 12:00:01', '2021-10-20 10:00:01'),
  (1, 'transition', '11-20 12:00:01', '2021-11-20 11:00:01');
INSERT INTO a_klog_line (segment, stamp, kind, object) VALUES
  (1, '10-20 12:00:00', 'trigger', 'web'),
  (1, '10-20 12:00:01', 'issuing', 'web'),
  (1, '11-20 12:00:00', 'trigger', 'web'),
  (1, '11-20 12:00:01', 'issuing', 'web');
UPDATE log_line SET full_us = unixepoch(CASE line
  WHEN 2 THEN '2021-10-20 10:00:01' ELSE '2021-11-20 11:00:01' END) * 1000000
WHERE form_id IN (SELECT id FROM log_form WHERE kind = 'issuing');
-- query
SELECT rfc3339(at_us) FROM event_row ORDER BY line;
-- expect
2021-10-20T10:00:00Z
2021-10-20T10:00:01Z
2021-11-20T11:00:00Z
2021-11-20T11:00:01Z

-- case: an issuance has failed, whatever reason the request gave
INSERT INTO an_event (at, subject_kind, namespace, subject, type, reason,
  message)
VALUES
  ('2021-12-06 09:00:00', 'Certificate', 'zoo', 'web', 'Warning', 'Rejected',
    'The certificate request has failed to complete and will be retried: no'),
  ('2021-12-06 09:00:01', 'Certificate', 'zoo', 'web', 'Warning', 'Unknown',
    'Error building Order resource: no solver'),
  ('2021-12-06 09:00:02', 'Certificate', 'zoo', 'web', 'Warning',
    'PrivateKeyError', 'Error generating certificate private key: no entropy'),
  ('2021-12-06 09:00:03', 'Certificate', 'zoo', 'web', 'Warning',
    'IssuerNotReady', 'Issuer zoo-ca not ready'),
  ('2021-12-06 09:00:04', 'Certificate', 'zoo', 'web', 'Warning',
    'DecodeFailed', 'Failed to decode private key - generating new key');
-- query
SELECT reason, kind FROM events ORDER BY at;
-- expect
Rejected|failed
Unknown|failed
PrivateKeyError|failed
IssuerNotReady|other
DecodeFailed|other

-- case: a request that is signed in spite of a warning has not failed
INSERT INTO an_event (at, subject_kind, namespace, subject, type, reason,
  message)
VALUES
  ('2021-12-06 09:00:00', 'CertificateRequest', 'zoo', 'web-1', 'Warning',
    'BadConfig', 'Certificate will be issued with an empty Issuer DN, which '
    || 'contravenes RFC 5280 and could break some strict clients'),
  ('2021-12-06 09:00:01', 'CertificateRequest', 'zoo', 'web-1', 'Warning',
    'BadConfig', 'Resource validation failed: no common name');
-- query
SELECT kind FROM events ORDER BY at;
-- expect
other
request-failed
