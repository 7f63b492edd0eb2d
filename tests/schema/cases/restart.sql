-- Whether what uses a renewed Secret has taken it.  The Secret was written at
-- nine o'clock and the bundle captured the day after, if not told otherwise.

-- case: a variable from before the renewal misses a restart
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, started, secret, uses)
VALUES ('zoo', 'front', '2021-11-01', '2021-11-01', 'web-tls', 'env');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT secret, certificate, renewed_at, running_since, verdict, lag_seconds,
  deadline, cause, rule, confidence
FROM restarts WHERE verdict <> 'superseded';
-- expect
web-tls|web|2021-12-06T09:00:00Z|2021-11-01T00:00:00Z|missing|NULL|2021-12-26T09:00:00Z|NULL|fixed-copy|high

-- case: so does all that takes the Secret once, but files may be read again
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, started, secret, uses) VALUES
  ('zoo', 'a', '2021-11-01', '2021-11-01', 'web-tls', 'env'),
  ('zoo', 'b', '2021-11-01', '2021-11-01', 'web-tls', 'envFrom'),
  ('zoo', 'c', '2021-11-01', '2021-11-01', 'web-tls', 'subPath'),
  ('zoo', 'd', '2021-11-01', '2021-11-01', 'web-tls', 'init'),
  ('zoo', 'e', '2021-11-01', '2021-11-01', 'web-tls', 'volume'),
  ('zoo', 'f', '2021-11-01', '2021-11-01', 'web-tls', 'projected'),
  ('zoo', 'g', '2021-11-01', '2021-11-01', 'web-tls', 'csi');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT uses, verdict, rule, confidence FROM restarts
WHERE verdict <> 'superseded' ORDER BY pod;
-- expect
env|missing|fixed-copy|high
envFrom|missing|fixed-copy|high
subPath|missing|fixed-copy|high
init|missing|fixed-copy|high
volume|restart-or-reload|files-in-place|low
projected|restart-or-reload|files-in-place|low
csi|restart-or-reload|files-in-place|low

-- case: a Pod made after the renewal has taken it
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, started, secret, uses)
VALUES ('zoo', 'front', '2021-12-06 09:01:00', '2021-12-06 09:01:05', 'web-tls',
  'volume');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT verdict, lag_seconds, cause, deadline, confidence FROM restarts
WHERE verdict <> 'superseded';
-- expect
done|65|pod created|NULL|high

-- case: a container restarted in an old Pod has taken its variables anew
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, started, restarts, secret, uses)
VALUES ('zoo', 'front', '2021-11-01', '2021-12-06 09:01:00', 1, 'web-tls',
  'env');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT verdict, cause, lag_seconds FROM restarts WHERE verdict <> 'superseded';
-- expect
done|container restarted|60

-- case: the files of an old Pod lag behind the Secret by two minutes
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, started, restarts, secret, uses)
VALUES
  ('zoo', 'a', '2021-11-01', '2021-12-06 09:01:00', 1, 'web-tls', 'volume'),
  ('zoo', 'b', '2021-11-01', '2021-12-06 09:01:00', 1, 'web-tls', 'subPath'),
  ('zoo', 'c', '2021-11-01', '2021-12-06 09:02:11', 1, 'web-tls', 'volume');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT pod, verdict, rule, confidence FROM restarts
WHERE verdict <> 'superseded';
-- expect
a|too-early|started-within|medium
b|too-early|started-within|medium
c|done|started-after|high

-- case: a start within seconds of the renewal proves nothing
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, started, secret, uses) VALUES
  ('zoo', 'a', '2021-12-06 08:59:00', '2021-12-06 08:59:54', 'web-tls', 'env'),
  ('zoo', 'b', '2021-12-06 08:59:00', '2021-12-06 08:59:55', 'web-tls', 'env'),
  ('zoo', 'c', '2021-12-06 09:00:00', '2021-12-06 09:00:10', 'web-tls', 'env'),
  ('zoo', 'd', '2021-12-06 09:00:00', '2021-12-06 09:00:11', 'web-tls', 'env');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT pod, verdict FROM restarts WHERE verdict <> 'superseded';
-- expect
a|missing
b|too-early
c|too-early
d|done

-- case: a renewal dated by its certificate alone leaves a wider window
INSERT INTO a_certificate (namespace, name, secret, created, not_before,
  not_after, revision)
VALUES ('zoo', 'web', 'web-tls', '2020-01-01', '2021-12-06 09:00:00',
  '2022-02-04', 3);
INSERT INTO a_pod (namespace, name, created, started, secret, uses) VALUES
  ('zoo', 'a', '2021-12-06 08:00:00', '2021-12-06 09:05:00', 'web-tls', 'env'),
  ('zoo', 'b', '2021-12-06 08:00:00', '2021-12-06 09:05:06', 'web-tls', 'env');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT pod, verdict FROM restarts;
-- expect
a|too-early
b|done

-- case: a certificate dated back was not there before it was asked for
INSERT INTO an_issuer (namespace, name, type) VALUES ('zoo', 'public', 'acme');
INSERT INTO a_certificate (namespace, name, secret, issuer, created, not_before,
  not_after, revision)
VALUES ('zoo', 'web', 'web-tls', 'public', '2020-01-01', '2021-12-06 08:00:31',
  '2022-02-04', 3);
INSERT INTO a_line (at, kind, namespace, object_kind, object) VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web'),
  ('2021-12-06 09:00:40', 'issued', 'zoo', 'Certificate', 'web');
INSERT INTO a_pod (namespace, name, created, started, secret, uses) VALUES
  ('zoo', 'a', '2021-12-06 08:30:00', '2021-12-06 08:30:00', 'web-tls', 'env'),
  ('zoo', 'b', '2021-12-06 08:59:57', '2021-12-06 08:59:57', 'web-tls', 'env'),
  ('zoo', 'c', '2021-12-06 09:00:30', '2021-12-06 09:00:30', 'web-tls', 'env');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT pod, verdict FROM restarts;
-- expect
a|missing
b|too-early
c|too-early

-- case: a renewal that a later line gave away happened before that line
INSERT INTO a_certificate (namespace, name, secret, created)
VALUES ('zoo', 'web', 'web-tls', '2020-01-01');
INSERT INTO a_secret (namespace, name) VALUES ('zoo', 'web-tls');
-- x509: secret=zoo/web-tls from=2021-12-06T09:00:00 to=2022-03-06
INSERT INTO a_line (at, kind, namespace, object_kind, object, due_in_hours)
VALUES
  ('2021-12-06 08:59:00', 'scheduled', 'zoo', 'Secret', 'web-tls', 0),
  ('2021-12-06 09:05:00', 'scheduled', 'zoo', 'Secret', 'web-tls', 1439);
INSERT INTO a_pod (namespace, name, created, started, secret, uses)
VALUES ('zoo', 'front', '2021-12-06 09:03:00', '2021-12-06 09:03:00', 'web-tls',
  'env');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT issued_at, verdict FROM restarts JOIN renewals ON id = renewal_id;
-- expect
2021-12-06T09:05:00Z|too-early

-- case: a restarted container does not run the init container again
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, container, type, state, started,
  secret, uses)
VALUES ('zoo', 'front', '2021-11-01', 'copy', 'init', 'terminated',
  '2021-11-01 00:00:03', 'web-tls', 'init');
INSERT INTO a_container (namespace, pod, name, started, restarts)
VALUES ('zoo', 'front', 'app', '2021-12-06 12:00:00', 1);
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT container, running_since, verdict FROM restarts
WHERE verdict <> 'superseded';
-- expect
copy|2021-11-01T00:00:03Z|missing

-- case: a sandbox made anew does
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, container, type, state, started,
  secret, uses)
VALUES ('zoo', 'front', '2021-11-01', 'copy', 'init', 'terminated',
  '2021-12-06 10:00:03', 'web-tls', 'init');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT verdict FROM restarts WHERE verdict <> 'superseded';
-- expect
done

-- case: where the init container's start is unknown, the Pod's counts
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, container, type, secret, uses)
VALUES ('zoo', 'front', '2021-11-01', 'copy', 'init', 'web-tls', 'init');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT running_since, verdict FROM restarts WHERE verdict <> 'superseded';
-- expect
2021-11-01T00:00:00Z|missing

-- case: within two minutes of the renewal nothing is missing yet
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, started, secret, uses)
VALUES ('zoo', 'front', '2021-11-01', '2021-11-01', 'web-tls', 'env');
INSERT INTO a_capture VALUES ('2021-12-06 09:02:04');
-- query
SELECT verdict, rule FROM restarts WHERE verdict <> 'superseded';
-- expect
pending|grace-period

-- case: after them it is
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, started, secret, uses)
VALUES ('zoo', 'front', '2021-11-01', '2021-11-01', 'web-tls', 'env');
INSERT INTO a_capture VALUES ('2021-12-06 09:02:06');
-- query
SELECT verdict FROM restarts WHERE verdict <> 'superseded';
-- expect
missing

-- case: what has ended, is ending or runs nowhere is not affected
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, phase, reason, created, deleted, started,
  secret, uses)
VALUES
  ('zoo', 'a', 'Succeeded', NULL, '2021-11-01', NULL, '2021-11-01', 'web-tls',
    'env'),
  ('zoo', 'b', 'Failed', 'Evicted', '2021-11-01', NULL, '2021-11-01',
    'web-tls', 'env'),
  ('zoo', 'c', 'Running', NULL, '2021-11-01', '2021-12-06 23:59:00',
    '2021-11-01', 'web-tls', 'env');
INSERT INTO a_workload (kind, namespace, name, replicas)
VALUES ('Deployment', 'zoo', 'd', 0);
INSERT INTO a_use VALUES ('Deployment', 'zoo', 'd', 'app', 'web-tls', 'env');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT coalesce(pod, workload), verdict, rule, reason FROM restarts
WHERE verdict <> 'superseded' ORDER BY 1;
-- expect
a|not-affected|completed|the Pod has ended: Succeeded
b|not-affected|completed|the Pod has ended: Failed, Evicted
c|not-affected|terminating|the Pod is being deleted
d|not-affected|scaled-to-zero|the workload is scaled to zero

-- case: where evidence is missing, the verdict says which
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, phase, created, state, state_reason,
  started, secret, uses)
VALUES
  ('zoo', 'a', 'Running', '2021-11-01', 'waiting', 'CrashLoopBackOff', NULL,
    'web-tls', 'env'),
  ('zoo', 'b', 'Running', '2021-11-01', 'terminated', 'Error', '2021-11-01',
    'web-tls', 'volume'),
  ('zoo', 'c', 'Pending', '2021-11-01', NULL, NULL, NULL, 'web-tls', 'env'),
  ('zoo', 'd', 'Running', '2021-11-01', 'running', NULL, NULL, 'web-tls',
    'env');
INSERT INTO a_workload (kind, namespace, name, replicas)
VALUES ('StatefulSet', 'zoo', 'e', 2);
INSERT INTO a_use VALUES ('StatefulSet', 'zoo', 'e', 'app', 'web-tls', 'env');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT coalesce(pod, workload), verdict, rule, reason FROM restarts
WHERE verdict <> 'superseded' ORDER BY 1;
-- expect
a|unknown|not-running|the container is waiting: CrashLoopBackOff
b|unknown|not-running|the container is terminated: Error
c|unknown|not-running|the container is not yet started
d|unknown|no-start-time|the bundle does not say when the container started
e|unknown|no-pod|no Pod of this workload is in the bundle

-- case: the first issuance asks for no restart
INSERT INTO a_certificate (namespace, name, not_before, not_after, revision)
VALUES ('zoo', 'web', '2021-12-06 09:00:00', '2022-02-04', 1);
INSERT INTO a_pod (namespace, name, created, started, secret, uses)
VALUES ('zoo', 'front', '2021-11-01', '2021-11-01', 'web', 'env');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT verdict, rule FROM restarts;
-- expect
not-affected|first-issuance

-- case: a later renewal of the Secret decides
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, started, secret, uses)
VALUES ('zoo', 'front', '2021-11-01', '2021-11-30', 'web-tls', 'env');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT renewed_at, verdict FROM restarts;
-- expect
2021-10-27T09:00:00Z|superseded
2021-12-06T09:00:00Z|missing

-- case: also where it is that of another certificate with the same Secret
INSERT INTO a_renewal VALUES
  ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls'),
  ('2021-12-06 10:00:00', 'zoo', 'twin', 'web-tls');
INSERT INTO a_pod (namespace, name, created, started, secret, uses)
VALUES ('zoo', 'front', '2021-12-06 09:30:00', '2021-12-06 09:30:00', 'web-tls',
  'env');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT certificate, verdict FROM restarts WHERE renewed_at > '2021-12';
-- expect
web|superseded
twin|missing

-- case: a renewal that failed asks for nothing
INSERT INTO a_line (at, kind, namespace, object_kind, object) VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web'),
  ('2021-12-06 09:00:04', 'failed', 'zoo', 'Certificate', 'web');
INSERT INTO a_certificate (namespace, name) VALUES ('zoo', 'web');
INSERT INTO a_pod (namespace, name, created, started, secret, uses)
VALUES ('zoo', 'front', '2021-11-01', '2021-11-30', 'web', 'env');
-- query
SELECT count(*) FROM restarts;
-- expect
0

-- case: a Secret of the same name in another namespace is another Secret
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, started, secret, uses)
VALUES ('spa', 'front', '2021-11-01', '2021-11-30', 'web-tls', 'env');
-- query
SELECT count(*) FROM restarts;
-- expect
0

-- case: of several uses of one container the worst counts
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, started, secret, uses)
VALUES ('zoo', 'front', '2021-11-01', '2021-11-30', 'web-tls', 'volume');
INSERT INTO a_use VALUES
  ('Pod', 'zoo', 'front', 'app', 'web-tls', 'subPath'),
  ('Pod', 'zoo', 'front', 'app', 'web-tls', 'volume');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT uses, verdict FROM restarts WHERE verdict <> 'superseded';
-- expect
subPath|missing

-- case: each container is judged by itself
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, started, secret, uses)
VALUES ('zoo', 'front', '2021-11-01', '2021-11-30', 'web-tls', 'env');
INSERT INTO a_container (namespace, pod, name, started, restarts)
VALUES ('zoo', 'front', 'side', '2021-12-06 10:00:00', 3),
  ('zoo', 'front', 'idle', '2021-12-06 10:00:00', 3);
INSERT INTO a_use VALUES ('Pod', 'zoo', 'front', 'side', 'web-tls', 'env');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT container, verdict FROM restarts WHERE verdict <> 'superseded';
-- expect
app|missing
side|done
-- case: a date from before the certificate was asked for opens no window
INSERT INTO an_issuer (kind, name, type) VALUES ('ClusterIssuer', 'le', 'acme');
INSERT INTO a_certificate (namespace, name, issuer_kind, issuer, not_before,
  not_after, revision, created)
VALUES ('zoo', 'web', 'ClusterIssuer', 'le', '2021-12-06 08:01', '2022-03-06',
  3, '2020-01-01');
INSERT INTO a_line (at, kind, namespace, object_kind, object, reason) VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', 'Renewing'),
  ('2021-12-06 09:01:00', 'issued', 'zoo', 'Certificate', 'web', NULL);
INSERT INTO a_pod (namespace, name, created, started, secret, uses) VALUES
  ('zoo', 'before', '2021-12-06 08:30', '2021-12-06 08:30', 'web', 'env'),
  ('zoo', 'within', '2021-12-06 09:00:30', '2021-12-06 09:00:30', 'web', 'env');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT pod, verdict FROM restarts ORDER BY 1;
-- expect
before|missing
within|too-early

-- case: of two Certificates with one Secret, the later one decides
INSERT INTO a_certificate (namespace, name, secret, not_before, not_after,
  revision, created)
VALUES ('zoo', 'old', 'web-tls', '2021-09-01', '2021-12-20', 3, '2020-01-01'),
  ('zoo', 'site', 'web-tls', '2021-12-01', '2022-03-01', 1, '2021-12-01');
INSERT INTO a_pod (namespace, name, created, started, secret, uses)
VALUES ('zoo', 'p', '2021-11-01', '2021-11-01', 'web-tls', 'env');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT certificate, verdict FROM restarts ORDER BY 1;
-- expect
old|superseded
site|missing

-- case: a dump from before the renewal cannot tell of a restart
INSERT INTO a_certificate (namespace, name, not_before, not_after, revision,
  created)
VALUES ('zoo', 'web', '2021-09-01', '2021-12-20', 2, '2020-01-01');
INSERT INTO a_line (at, kind, namespace, object_kind, object, reason) VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', 'Renewing'),
  ('2021-12-06 09:00:01', 'issued', 'zoo', 'Certificate', 'web', NULL);
INSERT INTO a_pod (namespace, name, created, started, secret, uses)
VALUES ('zoo', 'p', '2021-11-01', '2021-11-01', 'web', 'env');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT renewed_at, verdict, reason FROM restarts ORDER BY 1 DESC LIMIT 1;
-- expect
2021-12-06T09:00:01Z|unknown|the dump is from before the renewal, which only the log tells of

-- case: a Pod that a newer dump has no more needs no restart
INSERT INTO input (id, path, kind, status)
VALUES (3, 'june/zoo/pods.yaml', 'objects', 'read'),
  (4, 'june/zoo/certs.yaml', 'objects', 'read'),
  (5, 'march/zoo/pods.yaml', 'objects', 'read'),
  (6, 'march/zoo/certs.yaml', 'objects', 'read');
INSERT INTO a_certificate (namespace, name, not_before, not_after, revision,
  created, version, input)
VALUES ('zoo', 'web', '2021-03-01', '2021-06-01', 2, '2020-01-01', 1, 6),
  ('zoo', 'web', '2021-05-01', '2021-08-01', 3, '2020-01-01', 2, 4);
INSERT INTO a_pod (namespace, name, created, started, secret, uses)
VALUES ('zoo', 'old', '2021-03-10', '2021-03-10', 'web', 'env'),
  ('zoo', 'stays', '2021-03-11', '2021-03-11', 'web', 'env'),
  ('zoo', 'new', '2021-06-10', '2021-06-10', 'web', 'env');
UPDATE object SET input_id = 5 WHERE name = 'old';
UPDATE object SET input_id = 3 WHERE name IN ('stays', 'new');
-- query
SELECT pod, verdict FROM restarts WHERE verdict <> 'superseded' ORDER BY 1;
-- expect
new|done
stays|missing

-- case: a Pod made after the renewal has no container from before it
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, started, secret, uses) VALUES
  ('zoo', 'old', '2021-12-06 08:00:00', NULL, 'web-tls', 'env'),
  ('zoo', 'young', '2021-12-06 10:00:00', NULL, 'web-tls', 'env');
UPDATE container SET state = NULL;
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT pod, verdict FROM restarts WHERE verdict <> 'superseded';
-- expect
old|unknown
young|done
