-- Every recognised log record and Kubernetes Event, dated, each once: the same
-- record in two files (current, previous, rotated, export) is one.
--
-- Where a process with a local zone lived through a change of the clock, the
-- nearest line that carries its full time tells the zone of those that do not.
DROP TABLE IF EXISTS zone_line;
CREATE TABLE zone_line AS
SELECT
  record.segment_id, record.line,
  CAST(round((calendar.start_us + stamp_us
    - CASE WHEN stamp_us >= 60 * 86400000000
        THEN calendar.skip_us ELSE 0 END - full_us) / 900000000.0)
    AS INTEGER) * 900000000 AS offset_us
FROM log_record AS record
JOIN log_year USING (segment_id)
JOIN calendar ON calendar.year = log_year.year0 + record.roll
WHERE full_us IS NOT NULL AND stamp_us IS NOT NULL
  AND segment_id IN (
    SELECT segment_id FROM year_candidate WHERE offset_us IS NOT NULL
    GROUP BY segment_id
    HAVING max(offset_us) - min(offset_us) = 3600000000);

CREATE INDEX zone_line_place ON zone_line (segment_id, line);

DROP TABLE IF EXISTS record_zone;
CREATE TABLE record_zone AS
SELECT
  id AS record_id,
  CASE WHEN after.line - record.line
      <= coalesce(record.line - before.line, 1 << 62)
    THEN after.offset_us ELSE coalesce(before.offset_us, after.offset_us) END
    AS offset_us
FROM log_record AS record
LEFT JOIN zone_line AS before ON before.rowid = (
  SELECT rowid FROM zone_line AS near
  WHERE near.segment_id = record.segment_id AND near.line <= record.line
  ORDER BY near.line DESC LIMIT 1)
LEFT JOIN zone_line AS after ON after.rowid = (
  SELECT rowid FROM zone_line AS near
  WHERE near.segment_id = record.segment_id AND near.line >= record.line
  ORDER BY near.line LIMIT 1)
WHERE record.full_us IS NULL
  AND record.segment_id IN (SELECT segment_id FROM zone_line);

CREATE UNIQUE INDEX record_zone_record ON record_zone (record_id);
DROP TABLE zone_line;

DROP TABLE IF EXISTS dated_record;
CREATE TABLE dated_record AS
SELECT
  record.id AS record_id,
  coalesce(full_us, calendar.start_us + stamp_us
    - CASE WHEN stamp_us >= 60 * 86400000000
        THEN calendar.skip_us ELSE 0 END
    - coalesce(zone.offset_us, log_year.offset_us, 0)) AS at_us,
  coalesce(last_full_us, last.start_us + last_stamp_us
    - CASE WHEN last_stamp_us >= 60 * 86400000000
        THEN last.skip_us ELSE 0 END
    - coalesce(zone.offset_us, log_year.offset_us, 0)) AS last_at_us,
  CASE WHEN full_us IS NOT NULL THEN 'high' ELSE nullif(log_year.confidence, 'none') END
    AS at_confidence
FROM log_record AS record
LEFT JOIN log_year ON log_year.segment_id = record.segment_id
LEFT JOIN record_zone AS zone ON zone.record_id = record.id
LEFT JOIN calendar ON calendar.year = log_year.year0 + record.roll
LEFT JOIN calendar AS last
  ON last.year = log_year.year0 + coalesce(record.last_roll, record.roll);

DROP TABLE IF EXISTS event;
CREATE TABLE event (
  id                INTEGER PRIMARY KEY,
  source            TEXT    NOT NULL,  -- 'log' or 'event'
  input_id          INTEGER NOT NULL,
  line              INTEGER NOT NULL,
  at_us             INTEGER,
  last_at_us        INTEGER,
  at_confidence     TEXT,
  kind              TEXT    NOT NULL,
  severity          TEXT,
  namespace         TEXT,
  object_kind       TEXT,
  object            TEXT,
  related_kind      TEXT,
  related_namespace TEXT,
  related           TEXT,
  condition         TEXT,
  old_status        TEXT,
  status            TEXT,
  reason            TEXT,
  detail            TEXT,
  error             TEXT,
  version           TEXT,
  due_in_us         INTEGER,
  planned_us        INTEGER,
  message           TEXT,
  pattern           TEXT,
  repeats           INTEGER NOT NULL,
  raw               TEXT
) STRICT;

INSERT INTO event
SELECT
  row_number() OVER (
    ORDER BY at_us NULLS LAST, path, line, source, raw, kind
  ),
  source, input_id, line, at_us, last_at_us, at_confidence, kind, severity,
  namespace, object_kind, object, related_kind, related_namespace, related,
  condition, old_status, status, reason, detail, error, version, due_in_us,
  planned_us, message, pattern, repeats, raw
FROM (
  SELECT
    'log' AS source, record.input_id, path, line, at_us, last_at_us,
    at_confidence, record.kind,
    CASE severity
      WHEN 'I' THEN 'info' WHEN 'W' THEN 'warning'
      WHEN 'E' THEN 'error' WHEN 'F' THEN 'fatal' END AS severity,
    namespace, object_kind, object, related_kind, related_namespace, related,
    condition, old_status, record.status, reason, detail, error, version,
    due_in_us, planned_us, message, pattern, repeats, raw,
    row_number() OVER (
      PARTITION BY
        coalesce(at_us, stamp_us), pattern, namespace, object_kind, object,
        related, condition, old_status, record.status, reason, detail, error
      ORDER BY path, line, record.id
    ) AS copy
  FROM log_record AS record
  JOIN dated_record ON record_id = record.id
  JOIN input ON input.id = record.input_id
  UNION ALL
  SELECT
    -- What an age dates is shown, and concludes nothing.
    CASE WHEN object.form = 'object' THEN 'event' ELSE 'printed' END,
    object.input_id, path, object.line,
    coalesce(first_us, began.at_us, ended.at_us),
    coalesce(last_us, ended.at_us),
    CASE WHEN object.form = 'object' THEN 'high'
      WHEN coalesce(began.unit_us, ended.unit_us) <= 60000000 THEN 'medium'
      ELSE 'low' END,
    CASE
      WHEN subject_kind = 'Certificate' THEN CASE
        WHEN message = 'The certificate has been successfully issued'
          OR reason IN ('CertIssued', 'Issued', 'CeritifcateIssued',
            'CertRenewed') THEN 'issued'
        WHEN reason = 'Issuing' AND message = 'Issued temporary certificate'
          THEN 'other'
        WHEN reason = 'Issuing' THEN 'trigger'
        WHEN reason = 'Requested' THEN 'request-created'
        WHEN type = 'Warning' AND reason IN ('Failed', 'Denied',
            'InvalidRequest', 'RequestFailed', 'ErrorSigning', 'FailedOrder',
            'VaultInitError', 'SaveCertError',
            'CertificateRequestInvalidRequest') THEN 'failed'
        ELSE 'other' END
      WHEN subject_kind = 'CertificateRequest' THEN CASE
        WHEN reason = 'cert-manager.io' THEN 'request-approved'
        WHEN reason IN ('CertificateIssued', 'Issued') THEN 'request-ready'
        WHEN type = 'Warning' THEN 'request-failed'
        WHEN reason LIKE 'Order%' THEN 'order'
        ELSE 'other' END
      WHEN subject_kind = 'Order' THEN 'order'
      WHEN subject_kind = 'Challenge' THEN 'challenge'
      WHEN subject_kind IN ('Issuer', 'ClusterIssuer') THEN 'issuer'
      WHEN reason IN ('Reloaded', 'ReloadFail', 'PodRefresh') OR
        message LIKE 'Cert-Manager Restarting Resource%'
        THEN 'restart-automation'
      ELSE 'other' END,
    CASE type WHEN 'Warning' THEN 'warning' ELSE 'info' END,
    coalesce(subject_namespace, object.namespace), subject_kind, subject,
    NULL, NULL, NULL, NULL, NULL, NULL, reason, message, NULL, NULL, NULL,
    NULL, coalesce(message, ''), NULL, n,
    'Event ' || coalesce(reason, '-') || ': ' || coalesce(message, ''), 1
  FROM kube_event
  JOIN current_object USING (object_id)
  JOIN object ON object.id = kube_event.object_id
  JOIN input ON input.id = object.input_id
  LEFT JOIN printed_time AS began
    ON began.object_id = kube_event.object_id AND began.what = 'first'
  LEFT JOIN printed_time AS ended
    ON ended.object_id = kube_event.object_id AND ended.what = 'last'
)
WHERE copy = 1;

CREATE INDEX event_object ON event (object_kind, object, namespace);
CREATE INDEX event_kind ON event (kind, at_us);
CREATE INDEX event_at ON event (at_us);
CREATE INDEX event_namespace ON event (namespace, at_us);
CREATE INDEX event_new_key
ON event (coalesce(related_namespace, namespace), coalesce(related, object))
WHERE pattern = 'private-key-generated';
DROP TABLE dated_record;
DROP TABLE record_zone;
