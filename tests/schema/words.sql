-- Short words for the rows that cases begin with: views of the temporary
-- schema, an INSERT into one of which makes all rows of one thing.  Times are
-- text in UTC; what is not given is NULL.
INSERT INTO input (id, path, kind, status) VALUES
  (1, 'dump/objects.yaml', 'objects', 'read'),
  (2, 'dump/cm.log', 'cert-manager-log', 'read');

CREATE TEMP VIEW an_object (kind, namespace, name, created, deleted, uid,
  version, owner_kind, owner, input, api_group) AS
SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
WHERE 0;
CREATE TEMP TRIGGER add_object INSTEAD OF INSERT ON an_object BEGIN
  INSERT INTO object (input_id, line, api_group, api_version, kind, namespace,
    name, uid, resource_version, created_us, deleted_us, owner_kind,
    owner_name)
  VALUES (coalesce(NEW.input, 1), (SELECT count(*) + 1 FROM object),
    coalesce(NEW.api_group, CASE WHEN NEW.kind IN ('Certificate',
      'CertificateRequest', 'Issuer', 'ClusterIssuer')
      THEN 'cert-manager.io' ELSE '' END),
    'v1', NEW.kind, NEW.namespace, NEW.name, NEW.uid, NEW.version,
    unixepoch(NEW.created) * 1000000, unixepoch(NEW.deleted) * 1000000,
    NEW.owner_kind, NEW.owner);
END;

CREATE TEMP VIEW a_certificate (namespace, name, secret, is_ca, issuer_kind,
  issuer, issuer_group, hours, renew_before_hours, renew_before_pct,
  key_rotation, not_before, not_after, renewal, revision, ready, issuing,
  issuing_reason, issuing_at, last_failure, failed_attempts, created, version,
  input) AS
SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
  NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
WHERE 0;
CREATE TEMP TRIGGER add_certificate INSTEAD OF INSERT ON a_certificate BEGIN
  INSERT INTO an_object (kind, namespace, name, created, version, input)
  VALUES ('Certificate', NEW.namespace, NEW.name, NEW.created, NEW.version,
    NEW.input);
  INSERT INTO certificate (object_id, secret, is_ca, issuer_kind, issuer,
    issuer_group, duration_s, renew_before_s, renew_before_pct, key_rotation,
    not_before_us, not_after_us, renewal_us, revision, last_failure_us,
    last_failure_line, failed_attempts)
  VALUES ((SELECT max(id) FROM object), coalesce(NEW.secret, NEW.name),
    NEW.is_ca, NEW.issuer_kind, NEW.issuer, NEW.issuer_group, NEW.hours * 3600,
    NEW.renew_before_hours * 3600, NEW.renew_before_pct, NEW.key_rotation,
    unixepoch(NEW.not_before) * 1000000, unixepoch(NEW.not_after) * 1000000,
    unixepoch(NEW.renewal) * 1000000, NEW.revision,
    unixepoch(NEW.last_failure) * 1000000,
    CASE WHEN NEW.last_failure IS NOT NULL THEN 1 END, NEW.failed_attempts);
  INSERT INTO condition (object_id, line, type, status)
  SELECT (SELECT max(id) FROM object), 1, 'Ready', NEW.ready
  WHERE NEW.ready IS NOT NULL;
  INSERT INTO condition (object_id, line, type, status, reason, at_us)
  SELECT (SELECT max(id) FROM object), 1, 'Issuing', NEW.issuing,
    NEW.issuing_reason, unixepoch(NEW.issuing_at) * 1000000
  WHERE NEW.issuing IS NOT NULL;
END;

CREATE TEMP VIEW a_request (namespace, name, certificate, revision, created,
  ready, reason, ready_at) AS
SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL WHERE 0;
CREATE TEMP TRIGGER add_request INSTEAD OF INSERT ON a_request BEGIN
  INSERT INTO an_object (kind, namespace, name, created)
  VALUES ('CertificateRequest', NEW.namespace, NEW.name, NEW.created);
  INSERT INTO certificate_request (object_id, certificate, revision)
  VALUES ((SELECT max(id) FROM object), NEW.certificate, NEW.revision);
  INSERT INTO condition (object_id, line, type, status, reason, at_us)
  SELECT (SELECT max(id) FROM object), 1, 'Ready', NEW.ready, NEW.reason,
    unixepoch(NEW.ready_at) * 1000000
  WHERE NEW.ready IS NOT NULL;
END;

CREATE TEMP VIEW an_issuer (kind, namespace, name, type, ca_secret) AS
SELECT NULL, NULL, NULL, NULL, NULL WHERE 0;
CREATE TEMP TRIGGER add_issuer INSTEAD OF INSERT ON an_issuer BEGIN
  INSERT INTO an_object (kind, namespace, name)
  VALUES (coalesce(NEW.kind, 'Issuer'), NEW.namespace, NEW.name);
  INSERT INTO issuer (object_id, type, ca_secret)
  VALUES ((SELECT max(id) FROM object), coalesce(NEW.type, 'ca'),
    NEW.ca_secret);
END;

CREATE TEMP VIEW a_secret (namespace, name, certificate, created, has_key) AS
SELECT NULL, NULL, NULL, NULL, NULL WHERE 0;
CREATE TEMP TRIGGER add_secret INSTEAD OF INSERT ON a_secret BEGIN
  INSERT INTO an_object (kind, namespace, name, created)
  VALUES ('Secret', NEW.namespace, NEW.name, NEW.created);
  INSERT INTO secret (object_id, type, certificate, has_key)
  VALUES ((SELECT max(id) FROM object), 'kubernetes.io/tls', NEW.certificate,
    coalesce(NEW.has_key, 0));
END;

CREATE TEMP VIEW a_workload (kind, namespace, name, replicas, owner_kind,
  owner, created) AS
SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL WHERE 0;
CREATE TEMP TRIGGER add_workload INSTEAD OF INSERT ON a_workload BEGIN
  INSERT INTO an_object (kind, namespace, name, owner_kind, owner, created)
  VALUES (NEW.kind, NEW.namespace, NEW.name, NEW.owner_kind, NEW.owner,
    NEW.created);
  INSERT INTO workload (object_id, replicas)
  VALUES ((SELECT max(id) FROM object), NEW.replicas);
END;

-- One Pod with one container that takes one Secret in one way; more containers
-- and references are added by a_container and a_use.
CREATE TEMP VIEW a_pod (namespace, name, owner_kind, owner, phase, reason,
  created, deleted, container, type, state, state_reason, started, restarts,
  secret, uses) AS
SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
  NULL, NULL, NULL, NULL
WHERE 0;
CREATE TEMP VIEW a_container (namespace, pod, name, type, state, reason,
  started, restarts) AS
SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL WHERE 0;
CREATE TEMP VIEW a_use (kind, namespace, holder, container, secret, uses) AS
SELECT NULL, NULL, NULL, NULL, NULL, NULL WHERE 0;
CREATE TEMP TRIGGER add_pod INSTEAD OF INSERT ON a_pod BEGIN
  INSERT INTO an_object (kind, namespace, name, owner_kind, owner, created,
    deleted)
  VALUES ('Pod', NEW.namespace, NEW.name, NEW.owner_kind, NEW.owner,
    NEW.created, NEW.deleted);
  INSERT INTO pod (object_id, phase, reason, started_us)
  VALUES ((SELECT max(id) FROM object), coalesce(NEW.phase, 'Running'),
    NEW.reason, unixepoch(NEW.created) * 1000000);
  INSERT INTO a_container (namespace, pod, name, type, state, reason, started,
    restarts)
  VALUES (NEW.namespace, NEW.name, coalesce(NEW.container, 'app'), NEW.type,
    NEW.state, NEW.state_reason, NEW.started, NEW.restarts);
  INSERT INTO a_use (kind, namespace, holder, container, secret, uses)
  SELECT 'Pod', NEW.namespace, NEW.name, coalesce(NEW.container, 'app'),
    NEW.secret, NEW.uses
  WHERE NEW.secret IS NOT NULL;
END;
-- A row of a table of Pods: ages in seconds, as coarse as the unit.
CREATE TEMP VIEW a_pod_row (namespace, name, status, restarts, size, age, unit,
  restarted, restarted_unit) AS
SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL WHERE 0;
CREATE TEMP TRIGGER add_pod_row INSTEAD OF INSERT ON a_pod_row BEGIN
  INSERT INTO an_object (kind, namespace, name)
  VALUES ('Pod', NEW.namespace, NEW.name);
  UPDATE object SET form = 'table' WHERE id = (SELECT max(id) FROM object);
  INSERT INTO pod (object_id, phase, reason, restarts, size)
  VALUES ((SELECT max(id) FROM object),
    CASE WHEN NEW.status IN ('Running', 'Pending') THEN NEW.status END,
    CASE WHEN NEW.status NOT IN ('Running', 'Pending') THEN NEW.status END,
    NEW.restarts, coalesce(NEW.size, 1));
  INSERT INTO object_age (object_id, line, what, age_us, unit_us)
  SELECT (SELECT max(id) FROM object), 1, 'created', NEW.age * 1000000,
    NEW.unit * 1000000
  UNION ALL
  SELECT (SELECT max(id) FROM object), 1, 'restarted', NEW.restarted * 1000000,
    NEW.restarted_unit * 1000000
  WHERE NEW.restarted IS NOT NULL;
END;
CREATE TEMP TRIGGER add_container INSTEAD OF INSERT ON a_container BEGIN
  INSERT INTO container (object_id, line, name, type, state, state_reason,
    started_us, restart_count)
  SELECT id, line, NEW.name, coalesce(NEW.type, 'app'),
    coalesce(NEW.state, CASE WHEN NEW.started IS NOT NULL THEN 'running' END),
    NEW.reason, unixepoch(NEW.started) * 1000000, NEW.restarts
  FROM object
  WHERE kind = 'Pod' AND namespace = NEW.namespace AND name = NEW.pod;
END;
CREATE TEMP TRIGGER add_use INSTEAD OF INSERT ON a_use BEGIN
  INSERT INTO secret_ref (object_id, line, container, secret, uses)
  SELECT id, line, coalesce(NEW.container, 'app'), NEW.secret, NEW.uses
  FROM object
  WHERE kind = NEW.kind AND namespace = NEW.namespace AND name = NEW.holder;
END;

CREATE TEMP VIEW an_event (at, last, n, subject_kind, namespace, subject, type,
  reason, message) AS
SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL WHERE 0;
CREATE TEMP TRIGGER add_event INSTEAD OF INSERT ON an_event BEGIN
  INSERT INTO an_object (kind, namespace, name)
  VALUES ('Event', NEW.namespace,
    NEW.subject || '.' || (SELECT count(*) FROM object));
  INSERT INTO kube_event (object_id, subject_kind, subject_namespace, subject,
    type, reason, message, first_us, last_us, n)
  VALUES ((SELECT max(id) FROM object), NEW.subject_kind, NEW.namespace,
    NEW.subject, coalesce(NEW.type, 'Normal'), NEW.reason, NEW.message,
    unixepoch(NEW.at) * 1000000,
    unixepoch(coalesce(NEW.last, NEW.at)) * 1000000, coalesce(NEW.n, 1));
END;

-- A record in one piece, as the view shows it.
CREATE TEMP TRIGGER add_log_record INSTEAD OF INSERT ON log_record BEGIN
  INSERT INTO log_form (pattern, kind, severity, condition, old_status, status,
    reason, version, first_segment_id)
  VALUES (NEW.pattern, NEW.kind, NEW.severity, NEW.condition, NEW.old_status,
    NEW.status, NEW.reason, NEW.version, NEW.segment_id);
  INSERT INTO log_subject (namespace, object_kind, object, related_kind,
    related_namespace, related)
  VALUES (NEW.namespace, NEW.object_kind, NEW.object, NEW.related_kind,
    NEW.related_namespace, NEW.related);
  INSERT INTO log_line (segment_id, form_id, subject_id, line, roll, stamp_us,
    full_us, due_in_us, planned_us, repeats, detail, error, message, raw)
  VALUES (NEW.segment_id, (SELECT max(id) FROM log_form),
    (SELECT max(id) FROM log_subject), NEW.line, NEW.roll, NEW.stamp_us,
    NEW.full_us, NEW.due_in_us, NEW.planned_us, coalesce(NEW.repeats, 1),
    NEW.detail, NEW.error, NEW.message, NEW.raw);
END;

-- Lines of a log whose envelope gives full times, to the millisecond.
CREATE TEMP VIEW a_line (at, kind, namespace, object_kind, object, reason,
  condition, old_status, status, pattern, detail, error, due_in_hours, planned,
  related_kind, related_namespace, related, repeats, input, line) AS
SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
  NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
WHERE 0;
CREATE TEMP TRIGGER add_line INSTEAD OF INSERT ON a_line BEGIN
  INSERT INTO log_segment (input_id, first_line, last_line, records)
  SELECT coalesce(NEW.input, 2), 1, 1, 0
  WHERE NOT EXISTS (SELECT 1 FROM log_segment
    WHERE input_id = coalesce(NEW.input, 2));
  INSERT INTO log_record (input_id, segment_id, line, severity, roll, full_us,
    pattern, kind, namespace, object_kind, object, reason, condition,
    old_status, status, detail, error, due_in_us, planned_us, related_kind,
    related_namespace, related, message, repeats, raw)
  SELECT input_id, segment.id,
    coalesce(NEW.line, (SELECT count(*) + 1 FROM log_record)), 'I', 0,
    CAST(round((julianday(NEW.at) - 2440587.5) * 86400000) AS INTEGER) * 1000,
    coalesce(NEW.pattern, NEW.kind), NEW.kind, NEW.namespace, NEW.object_kind,
    NEW.object, NEW.reason, NEW.condition, NEW.old_status, NEW.status,
    NEW.detail, NEW.error, CAST(NEW.due_in_hours * 3600000000 AS INTEGER),
    unixepoch(NEW.planned) * 1000000, NEW.related_kind, NEW.related_namespace,
    NEW.related, 'a message', coalesce(NEW.repeats, 1), 'a line'
  FROM log_segment AS segment WHERE input_id = coalesce(NEW.input, 2);
  INSERT INTO a_span (first, last, input) VALUES (NEW.at, NEW.at, NEW.input);
END;

-- How far the log of an input reaches, at least.
CREATE TEMP VIEW a_span (first, last, input) AS
SELECT NULL, NULL, NULL WHERE 0;
CREATE TEMP TRIGGER add_span INSTEAD OF INSERT ON a_span BEGIN
  UPDATE log_segment
  SET
    first_at_us = min(coalesce(first_at_us, 1 << 62),
      unixepoch(NEW.first) * 1000000),
    last_at_us = max(coalesce(last_at_us, 0), unixepoch(NEW.last) * 1000000),
    records = records + 1
  WHERE input_id = coalesce(NEW.input, 2);
END;

-- A segment of klog lines, whose times have no year: '12-31 23:59:59'.
CREATE TEMP VIEW a_klog (id, input, first, last, last_roll, feb_29_roll) AS
SELECT NULL, NULL, NULL, NULL, NULL, NULL WHERE 0;
CREATE TEMP TRIGGER add_klog INSTEAD OF INSERT ON a_klog BEGIN
  INSERT INTO log_segment (id, input_id, first_line, last_line, records,
    first_stamp_us, first_roll, last_stamp_us, last_roll, feb_29_roll)
  VALUES (NEW.id, coalesce(NEW.input, 2), 1, 9, 9,
    (unixepoch('2020-' || NEW.first) - unixepoch('2020-01-01')) * 1000000, 0,
    (unixepoch('2020-' || NEW.last) - unixepoch('2020-01-01')) * 1000000,
    coalesce(NEW.last_roll, 0), NEW.feb_29_roll);
END;
CREATE TEMP VIEW a_klog_witness (segment, kind, stamp, roll, says) AS
SELECT NULL, NULL, NULL, NULL, NULL WHERE 0;
CREATE TEMP TRIGGER add_klog_witness INSTEAD OF INSERT ON a_klog_witness BEGIN
  INSERT INTO log_witness (segment_id, line, kind, stamp_us, roll, full_us)
  VALUES (NEW.segment, 5, NEW.kind,
    (unixepoch('2020-' || NEW.stamp) - unixepoch('2020-01-01')) * 1000000,
    coalesce(NEW.roll, 0), unixepoch(NEW.says) * 1000000);
END;
CREATE TEMP VIEW a_klog_line (segment, stamp, roll, kind, namespace,
  object_kind, object, reason, due_in_hours, input) AS
SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL WHERE 0;
CREATE TEMP TRIGGER add_klog_line INSTEAD OF INSERT ON a_klog_line BEGIN
  INSERT INTO log_record (input_id, segment_id, line, roll, stamp_us, pattern,
    kind, namespace, object_kind, object, reason, due_in_us, message, raw)
  VALUES ((SELECT input_id FROM log_segment WHERE id = NEW.segment),
    NEW.segment, (SELECT count(*) + 1 FROM log_record), coalesce(NEW.roll, 0),
    (unixepoch('2020-' || NEW.stamp) - unixepoch('2020-01-01')) * 1000000,
    NEW.kind, NEW.kind, NEW.namespace, NEW.object_kind, NEW.object, NEW.reason,
    CAST(NEW.due_in_hours * 3600000000 AS INTEGER), 'a message', 'a line');
END;

-- When the bundle was captured, by the reader's word.
CREATE TEMP VIEW a_capture (at) AS SELECT NULL WHERE 0;
CREATE TEMP TRIGGER add_capture INSTEAD OF INSERT ON a_capture BEGIN
  UPDATE settings SET as_of_us = unixepoch(NEW.at) * 1000000;
END;

-- A certificate and its renewal, as a log and the dump tell of it: the Secret
-- was written at the given time; the old certificate ends twenty days later.
CREATE TEMP VIEW a_renewal (at, namespace, name, secret) AS
SELECT NULL, NULL, NULL, NULL WHERE 0;
CREATE TEMP TRIGGER add_renewal INSTEAD OF INSERT ON a_renewal BEGIN
  INSERT INTO a_certificate (namespace, name, secret, created, not_before,
    not_after, revision, version)
  VALUES
    (NEW.namespace, NEW.name, NEW.secret, '2020-01-01',
      datetime(NEW.at, '-40 days'), datetime(NEW.at, '+20 days'), 2, 1),
    (NEW.namespace, NEW.name, NEW.secret, '2020-01-01', NEW.at,
      datetime(NEW.at, '+60 days'), 3, 2);
  INSERT INTO a_line (at, kind, namespace, object_kind, object, reason)
  VALUES
    (datetime(NEW.at, '-4 seconds'), 'trigger', NEW.namespace, 'Certificate',
      NEW.name, 'Renewing'),
    (NEW.at, 'issued', NEW.namespace, 'Certificate', NEW.name, NULL);
END;
