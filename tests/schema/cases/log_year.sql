-- The year of klog lines, and with it their dates.

-- case: a full time in front of a line tells the year
INSERT INTO a_klog (id, first, last)
VALUES (1, '12-06 09:00:00', '12-06 10:00:00');
INSERT INTO a_klog_witness (segment, kind, stamp, says)
VALUES (1, 'envelope', '12-06 09:00:00', '2021-12-06 09:00:00');
-- query
SELECT year0, witness, confidence, offset_us FROM log_year;
-- expect
2021|envelope|high|0

-- case: it also tells the zone of the process
INSERT INTO a_klog (id, first, last)
VALUES (1, '12-31 23:30:00', '12-31 23:30:00');
INSERT INTO a_klog_witness (segment, kind, stamp, says)
VALUES (1, 'envelope', '12-31 23:30:00', '2022-01-01 04:30:02');
INSERT INTO a_klog_line (segment, stamp, kind)
VALUES (1, '12-31 23:30:00', 'start');
-- query
SELECT year0, confidence, at, zone FROM log_year, events, coverage;
-- expect
2021|high|2022-01-01T04:30:00Z|-05:00

-- case: so does the full date of a transition inside the line
INSERT INTO a_klog (id, first, last)
VALUES (1, '12-06 11:00:00', '12-06 12:00:00');
INSERT INTO a_klog_witness (segment, kind, stamp, says)
VALUES (1, 'transition', '12-06 11:00:00', '2021-12-06 09:00:00');
-- query
SELECT year0, witness, confidence, offset_us / 3600000000 FROM log_year;
-- expect
2021|transition|high|2

-- case: a renewal comes soon after the time it was planned for
INSERT INTO a_klog (id, first, last)
VALUES (1, '12-06 09:00:00', '12-06 10:00:00');
INSERT INTO a_klog_witness (segment, kind, stamp, says)
VALUES (1, 'planned', '12-06 09:00:00', '2021-12-06 08:59:58');
-- query
SELECT year0, witness, confidence FROM log_year;
-- expect
2021|planned|high

-- case: a renewal planned in December may come in January
INSERT INTO a_klog (id, first, last)
VALUES (1, '01-01 00:00:03', '01-02 10:00:00');
INSERT INTO a_klog_witness (segment, kind, stamp, says)
VALUES (1, 'planned', '01-01 00:00:03', '2021-12-31 23:59:58');
-- query
SELECT year0, witness, confidence FROM log_year;
-- expect
2022|planned|high

-- case: a renewal that comes months late leaves some doubt
INSERT INTO a_klog (id, first, last)
VALUES (1, '12-06 09:00:00', '12-06 10:00:00');
INSERT INTO a_klog_witness (segment, kind, stamp, says)
VALUES (1, 'planned', '12-06 09:00:00', '2021-05-01 00:00:00');
-- query
SELECT year0, witness, confidence FROM log_year;
-- expect
2021|planned|medium

-- case: two seconds that the log shares with objects tell the year
INSERT INTO a_klog (id, first, last)
VALUES (1, '12-06 09:00:00', '12-07 10:00:00');
INSERT INTO a_klog_line (segment, stamp, kind, object_kind, object)
VALUES
  (1, '12-06 09:00:04', 'issuing', 'Certificate', 'web'),
  (1, '12-06 09:00:09', 'request-approved', 'CertificateRequest', 'web-x');
INSERT INTO a_certificate (namespace, name, issuing, issuing_at)
VALUES ('zoo', 'web', 'True', '2020-12-06 09:00:04');
INSERT INTO a_request (namespace, name, certificate, created)
VALUES ('zoo', 'web-x', 'web', '2020-12-06 09:00:09');
INSERT INTO an_object (kind, namespace, name, created)
VALUES ('Pod', 'zoo', 'young', '2023-05-01 00:00:01');
-- query
SELECT year0, witness, confidence FROM log_year;
-- expect
2020|objects|high

-- case: one shared second tells it with less weight
INSERT INTO a_klog (id, first, last)
VALUES (1, '12-06 09:00:00', '12-07 10:00:00');
INSERT INTO a_klog_line (segment, stamp, kind, object_kind, object)
VALUES (1, '12-06 09:00:09', 'issuing', 'Certificate', 'web');
INSERT INTO a_certificate (namespace, name, created)
VALUES ('zoo', 'web', '2020-12-06 09:00:09');
INSERT INTO an_object (kind, namespace, name, created)
VALUES ('Pod', 'zoo', 'young', '2023-05-01 00:00:01');
-- query
SELECT year0, witness, confidence FROM log_year;
-- expect
2020|object|medium

-- case: a second shared with an object of another kind tells nothing
INSERT INTO a_klog (id, first, last)
VALUES (1, '12-06 09:00:00', '12-07 10:00:00');
INSERT INTO a_klog_line (segment, stamp, kind, object_kind, object)
VALUES (1, '12-06 09:00:09', 'issuing', 'Certificate', 'web');
INSERT INTO an_object (kind, namespace, name, created)
VALUES ('Deployment', 'zoo', 'old', '2019-12-06 09:00:09'),
  ('Pod', 'zoo', 'young', '2023-05-01 00:00:01');
-- query
SELECT year0, witness FROM log_year;
-- expect
2022|capture

-- case: line time and time to renewal meet the end of a certificate
INSERT INTO a_klog (id, first, last)
VALUES (1, '12-06 09:00:00', '12-06 10:00:00');
INSERT INTO a_certificate (namespace, name, secret, renew_before_hours,
  not_after)
VALUES ('zoo', 'web', 'web-tls', 24, '2023-05-21 09:00:00');
INSERT INTO log_record (input_id, segment_id, line, roll, stamp_us, pattern,
  kind, related_namespace, related_kind, related, due_in_us, message, raw)
VALUES (2, 1, 7, 0,
  (unixepoch('2020-12-06 09:00') - unixepoch('2020-01-01')) * 1000000, 'p',
  'scheduled', 'zoo', 'Secret', 'web-tls', 12720 * 3600000000, 'm', 'r');
INSERT INTO an_object (kind, namespace, name, created)
VALUES ('Pod', 'zoo', 'young', '2023-05-01 00:00:01');
-- query
SELECT year0, witness, confidence, line FROM log_year;
-- expect
2021|schedule|medium|7

-- case: a log takes its year from the nearest one of its folder
INSERT INTO input (id, path, kind, status) VALUES
  (3, 'dump/cm.log.1', 'cert-manager-log', 'read'),
  (4, 'dump/old/cm.log', 'cert-manager-log', 'read');
INSERT INTO a_klog (id, input, first, last) VALUES
  (1, 3, '12-30 09:00:00', '12-31 23:59:00'),
  (2, 2, '01-01 00:00:00', '01-03 10:00:00'),
  (3, 4, '01-01 00:00:00', '01-03 10:00:00');
INSERT INTO a_klog_witness (segment, kind, stamp, says)
VALUES (1, 'envelope', '12-31 23:00:00', '2021-12-31 23:00:00');
-- query
SELECT segment_id, year0, witness, confidence FROM log_year;
-- expect
1|2021|envelope|high
2|2022|neighbour|high
3|2000|none|none

-- case: else it is the last year in which the log is not newer than the dump
INSERT INTO input (id, path, kind, status)
VALUES (3, 'dump/cm2/cm.log', 'cert-manager-log', 'read');
INSERT INTO a_klog (id, input, first, last) VALUES
  (1, 2, '02-09 09:00:00', '02-10 10:00:00'),
  (2, 3, '02-09 09:00:00', '02-12 10:00:00');
INSERT INTO an_object (kind, namespace, name, created)
VALUES ('Pod', 'zoo', 'young', '2022-02-10 10:00:00');
-- query
SELECT segment_id, year0, witness, confidence FROM log_year;
-- expect
1|2022|capture|medium
2|2021|capture|medium

-- case: or not newer than the archive says the file is
UPDATE input SET mtime_us = unixepoch('2022-01-05') * 1000000 WHERE id = 2;
INSERT INTO a_klog (id, first, last)
VALUES (1, '12-06 09:00:00', '12-06 10:00:00');
-- query
SELECT year0, witness, confidence FROM log_year;
-- expect
2021|archive|low

-- case: an archive's time from before cert-manager existed is no witness
UPDATE input SET mtime_us = 0 WHERE id = 2;
INSERT INTO a_klog (id, first, last)
VALUES (1, '12-06 09:00:00', '12-06 10:00:00');
-- query
SELECT witness FROM log_year;
-- expect
none

-- case: the reader's word counts where nothing else tells
UPDATE settings SET year = 2019;
INSERT INTO a_klog (id, first, last)
VALUES (1, '12-06 09:00:00', '12-06 10:00:00');
-- query
SELECT year0, witness, confidence FROM log_year;
-- expect
2019|given|medium

-- case: the bundle's own witness counts more than the reader's word
UPDATE settings SET year = 2019;
INSERT INTO a_klog (id, first, last)
VALUES (1, '12-06 09:00:00', '12-06 10:00:00');
INSERT INTO a_klog_witness (segment, kind, stamp, says)
VALUES (1, 'transition', '12-06 09:00:00', '2021-12-06 09:00:00');
-- query
SELECT year0, witness FROM log_year;
-- expect
2021|transition

-- case: where nothing tells the year, no time is shown
INSERT INTO a_klog (id, first, last)
VALUES (1, '12-06 09:00:00', '12-06 10:00:00');
INSERT INTO a_klog_line (segment, stamp, kind, namespace, object_kind, object)
VALUES (1, '12-06 09:00:04', 'trigger', 'zoo', 'Certificate', 'web');
-- query
SELECT events.at, events.kind, first_at, year_witness, year_confidence,
  triggered_at, timeline.at, (SELECT first_at FROM inputs WHERE id = 2)
FROM events, coverage, renewals, timeline;
-- expect
NULL|trigger|NULL|NULL|NULL|NULL|NULL|NULL

-- case: but the order of things is known without it
INSERT INTO a_klog (id, first, last)
VALUES (1, '12-06 09:00:00', '12-07 10:00:00');
INSERT INTO a_klog_line (segment, stamp, kind, namespace, object_kind, object)
VALUES
  (1, '12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web'),
  (1, '12-06 09:00:09', 'failed', 'zoo', 'Certificate', 'web'),
  (1, '12-07 09:00:00', 'trigger', 'zoo', 'Certificate', 'web'),
  (1, '12-07 09:00:09', 'issued', 'zoo', 'Certificate', 'web');
-- query
SELECT outcome, attempts, triggered_at, issued_at FROM renewals;
-- expect
issued|2|NULL|NULL

-- case: the witness dates lines on both sides of a New Year
INSERT INTO a_klog (id, first, last, last_roll)
VALUES (1, '12-31 23:59:58', '01-01 00:00:02', 1);
INSERT INTO a_klog_witness (segment, kind, stamp, roll, says)
VALUES (1, 'transition', '01-01 00:00:01', 1, '2022-01-01 00:00:01');
INSERT INTO a_klog_line (segment, stamp, roll, kind) VALUES
  (1, '12-31 23:59:58', 0, 'start'), (1, '01-01 00:00:02', 1, 'stop');
-- query
SELECT kind, at, (SELECT first_at || ' ' || last_at FROM coverage) FROM events;
-- expect
start|2021-12-31T23:59:58Z|2021-12-31T23:59:58Z 2022-01-01T00:00:02Z
stop|2022-01-01T00:00:02Z|2021-12-31T23:59:58Z 2022-01-01T00:00:02Z

-- case: a line of 29 February belongs to a leap year
INSERT INTO a_klog (id, first, last, feb_29_roll)
VALUES (1, '02-27 09:00:00', '03-01 10:00:00', 0);
INSERT INTO a_klog_line (segment, stamp, kind)
VALUES (1, '02-29 12:00:00', 'start'), (1, '03-01 10:00:00', 'stop');
INSERT INTO an_object (kind, namespace, name, created)
VALUES ('Pod', 'zoo', 'young', '2023-06-01');
-- query
SELECT at, (SELECT witness FROM log_year) FROM events;
-- expect
2020-02-29T12:00:00Z|capture
2020-03-01T10:00:00Z|capture

-- case: the reader's word cannot put 29 February into a common year
UPDATE settings SET year = 2021;
INSERT INTO a_klog (id, first, last, feb_29_roll)
VALUES (1, '02-27 09:00:00', '03-01 10:00:00', 0);
-- query
SELECT witness FROM log_year;
-- expect
none

-- case: days after February are right in common years too
INSERT INTO a_klog (id, first, last)
VALUES (1, '02-28 00:00:00', '12-31 23:59:59');
INSERT INTO a_klog_witness (segment, kind, stamp, says)
VALUES (1, 'envelope', '03-01 09:00:00', '2021-03-01 09:00:00');
INSERT INTO a_klog_line (segment, stamp, kind) VALUES
  (1, '02-28 12:00:00', 'start'), (1, '03-01 00:00:00', 'leader'),
  (1, '12-31 23:59:59', 'stop');
-- query
SELECT at FROM events;
-- expect
2021-02-28T12:00:00Z
2021-03-01T00:00:00Z
2021-12-31T23:59:59Z

-- case: the year in which most lines agree counts
INSERT INTO a_klog (id, first, last)
VALUES (1, '12-06 09:00:00', '12-09 10:00:00');
INSERT INTO a_klog_witness (segment, kind, stamp, says) VALUES
  (1, 'transition', '12-06 09:00:00', '2021-12-06 09:00:00'),
  (1, 'transition', '12-08 09:00:00', '2021-12-08 09:00:00'),
  (1, 'transition', '12-09 09:00:00', '2031-12-09 09:00:00');
-- query
SELECT year0, witness FROM log_year;
-- expect
2021|transition

-- case: each segment of a file has its own year
INSERT INTO a_klog (id, first, last) VALUES
  (1, '05-06 09:00:00', '05-07 10:00:00'),
  (2, '02-06 09:00:00', '02-07 10:00:00');
INSERT INTO a_klog_witness (segment, kind, stamp, says) VALUES
  (1, 'envelope', '05-06 09:00:00', '2020-05-06 09:00:00'),
  (2, 'envelope', '02-06 09:00:00', '2021-02-06 09:00:00');
-- query
SELECT segment_id, year0 FROM log_year;
-- expect
1|2020
2|2021
