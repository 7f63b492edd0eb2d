-- Which known faults of a release explain a finding or a renewal.

-- case: a fault of every release explains each finding of its code
INSERT INTO fault (id, since, until, code, state, pattern, without, text)
VALUES ('slow', NULL, NULL, 'renewal-failing', NULL, NULL, NULL, 't');
INSERT INTO a_certificate (namespace, name, not_before, not_after)
VALUES ('zoo', 'web', '2021-01-01', '2022-04-01');
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition,
  old_status, status)
VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL),
  ('2021-12-06 09:00:01', 'issuing', 'zoo', 'Certificate', 'web', 'Issuing',
    'True', 'False'),
  ('2021-12-06 09:30:00', 'start', NULL, NULL, NULL, NULL, NULL, NULL);
-- query
SELECT fault FROM known_fault;
-- expect
slow

-- case: no finding of the code, nothing to explain
INSERT INTO fault (id, since, until, code, state, pattern, without, text)
VALUES ('slow', NULL, NULL, 'restart-missing', NULL, NULL, NULL, 't');
INSERT INTO a_certificate (namespace, name, not_before, not_after)
VALUES ('zoo', 'web', '2021-01-01', '2022-04-01');
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition,
  old_status, status)
VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL),
  ('2021-12-06 09:00:01', 'issuing', 'zoo', 'Certificate', 'web', 'Issuing',
    'True', 'False'),
  ('2021-12-06 09:30:00', 'start', NULL, NULL, NULL, NULL, NULL, NULL);
-- query
SELECT fault FROM known_fault;
-- expect


-- case: a fault of v0.15 to v1.7 and v1.7.3
INSERT INTO fault (id, since, until, code, state, pattern, without, text)
VALUES ('slow', '0.15', '1.7', 'renewal-failing', NULL, NULL, NULL, 't');
INSERT INTO a_certificate (namespace, name, not_before, not_after)
VALUES ('zoo', 'web', '2021-01-01', '2022-04-01');
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition,
  old_status, status)
VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL),
  ('2021-12-06 09:00:01', 'issuing', 'zoo', 'Certificate', 'web', 'Issuing',
    'True', 'False'),
  ('2021-12-06 09:30:00', 'start', NULL, NULL, NULL, NULL, NULL, NULL);
UPDATE log_form SET version = 'v1.7.3' WHERE kind = 'start';
-- query
SELECT fault FROM known_fault;
-- expect
slow

-- case: a fault of v0.15 to v1.7 and v1.7
INSERT INTO fault (id, since, until, code, state, pattern, without, text)
VALUES ('slow', '0.15', '1.7', 'renewal-failing', NULL, NULL, NULL, 't');
INSERT INTO a_certificate (namespace, name, not_before, not_after)
VALUES ('zoo', 'web', '2021-01-01', '2022-04-01');
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition,
  old_status, status)
VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL),
  ('2021-12-06 09:00:01', 'issuing', 'zoo', 'Certificate', 'web', 'Issuing',
    'True', 'False'),
  ('2021-12-06 09:30:00', 'start', NULL, NULL, NULL, NULL, NULL, NULL);
UPDATE log_form SET version = 'v1.7' WHERE kind = 'start';
-- query
SELECT fault FROM known_fault;
-- expect
slow

-- case: a fault of v0.15 to v1.7 and 1.7.3
INSERT INTO fault (id, since, until, code, state, pattern, without, text)
VALUES ('slow', '0.15', '1.7', 'renewal-failing', NULL, NULL, NULL, 't');
INSERT INTO a_certificate (namespace, name, not_before, not_after)
VALUES ('zoo', 'web', '2021-01-01', '2022-04-01');
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition,
  old_status, status)
VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL),
  ('2021-12-06 09:00:01', 'issuing', 'zoo', 'Certificate', 'web', 'Issuing',
    'True', 'False'),
  ('2021-12-06 09:30:00', 'start', NULL, NULL, NULL, NULL, NULL, NULL);
UPDATE log_form SET version = '1.7.3' WHERE kind = 'start';
-- query
SELECT fault FROM known_fault;
-- expect
slow

-- case: a fault of v0.15 to v1.7 and v1.8.0
INSERT INTO fault (id, since, until, code, state, pattern, without, text)
VALUES ('slow', '0.15', '1.7', 'renewal-failing', NULL, NULL, NULL, 't');
INSERT INTO a_certificate (namespace, name, not_before, not_after)
VALUES ('zoo', 'web', '2021-01-01', '2022-04-01');
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition,
  old_status, status)
VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL),
  ('2021-12-06 09:00:01', 'issuing', 'zoo', 'Certificate', 'web', 'Issuing',
    'True', 'False'),
  ('2021-12-06 09:30:00', 'start', NULL, NULL, NULL, NULL, NULL, NULL);
UPDATE log_form SET version = 'v1.8.0' WHERE kind = 'start';
-- query
SELECT fault FROM known_fault;
-- expect


-- case: a fault of v0.15 to v1.7 and v0.14.3
INSERT INTO fault (id, since, until, code, state, pattern, without, text)
VALUES ('slow', '0.15', '1.7', 'renewal-failing', NULL, NULL, NULL, 't');
INSERT INTO a_certificate (namespace, name, not_before, not_after)
VALUES ('zoo', 'web', '2021-01-01', '2022-04-01');
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition,
  old_status, status)
VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL),
  ('2021-12-06 09:00:01', 'issuing', 'zoo', 'Certificate', 'web', 'Issuing',
    'True', 'False'),
  ('2021-12-06 09:30:00', 'start', NULL, NULL, NULL, NULL, NULL, NULL);
UPDATE log_form SET version = 'v0.14.3' WHERE kind = 'start';
-- query
SELECT fault FROM known_fault;
-- expect


-- case: a fault of v0.15 to v1.7 and v0.15.0
INSERT INTO fault (id, since, until, code, state, pattern, without, text)
VALUES ('slow', '0.15', '1.7', 'renewal-failing', NULL, NULL, NULL, 't');
INSERT INTO a_certificate (namespace, name, not_before, not_after)
VALUES ('zoo', 'web', '2021-01-01', '2022-04-01');
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition,
  old_status, status)
VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL),
  ('2021-12-06 09:00:01', 'issuing', 'zoo', 'Certificate', 'web', 'Issuing',
    'True', 'False'),
  ('2021-12-06 09:30:00', 'start', NULL, NULL, NULL, NULL, NULL, NULL);
UPDATE log_form SET version = 'v0.15.0' WHERE kind = 'start';
-- query
SELECT fault FROM known_fault;
-- expect
slow

-- case: a fault of v0.15 to v1.7 and canary
INSERT INTO fault (id, since, until, code, state, pattern, without, text)
VALUES ('slow', '0.15', '1.7', 'renewal-failing', NULL, NULL, NULL, 't');
INSERT INTO a_certificate (namespace, name, not_before, not_after)
VALUES ('zoo', 'web', '2021-01-01', '2022-04-01');
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition,
  old_status, status)
VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL),
  ('2021-12-06 09:00:01', 'issuing', 'zoo', 'Certificate', 'web', 'Issuing',
    'True', 'False'),
  ('2021-12-06 09:30:00', 'start', NULL, NULL, NULL, NULL, NULL, NULL);
UPDATE log_form SET version = 'canary' WHERE kind = 'start';
-- query
SELECT fault FROM known_fault;
-- expect


-- case: a release that is not known has no fault
INSERT INTO fault (id, since, until, code, state, pattern, without, text)
VALUES ('slow', '0.15', '1.7', 'renewal-failing', NULL, NULL, NULL, 't');
INSERT INTO a_certificate (namespace, name, not_before, not_after)
VALUES ('zoo', 'web', '2021-01-01', '2022-04-01');
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition,
  old_status, status)
VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL),
  ('2021-12-06 09:00:01', 'issuing', 'zoo', 'Certificate', 'web', 'Issuing',
    'True', 'False'),
  ('2021-12-06 09:30:00', 'start', NULL, NULL, NULL, NULL, NULL, NULL);
-- query
SELECT fault FROM known_fault;
-- expect


-- case: all of a range has to have the fault
INSERT INTO fault (id, since, until, code, state, pattern, without, text)
VALUES ('slow', '0.15', '1.7', 'renewal-failing', NULL, NULL, NULL, 't');
INSERT INTO a_certificate (namespace, name, not_before, not_after)
VALUES ('zoo', 'web', '2021-01-01', '2022-04-01');
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition,
  old_status, status)
VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL),
  ('2021-12-06 09:00:01', 'issuing', 'zoo', 'Certificate', 'web', 'Issuing',
    'True', 'False'),
  ('2021-12-06 09:30:00', 'start', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO release_sign (at, since, until) VALUES ('a.go:7', '1.6', '1.8');
UPDATE log_form SET source_line = 'a.go:7';
-- query
SELECT fault FROM known_fault;
-- expect


-- case: a range inside the fault has it
INSERT INTO fault (id, since, until, code, state, pattern, without, text)
VALUES ('slow', '0.15', '1.7', 'renewal-failing', NULL, NULL, NULL, 't');
INSERT INTO a_certificate (namespace, name, not_before, not_after)
VALUES ('zoo', 'web', '2021-01-01', '2022-04-01');
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition,
  old_status, status)
VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL),
  ('2021-12-06 09:00:01', 'issuing', 'zoo', 'Certificate', 'web', 'Issuing',
    'True', 'False'),
  ('2021-12-06 09:30:00', 'start', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO release_sign (at, since, until) VALUES ('a.go:7', '1.5', '1.7');
UPDATE log_form SET source_line = 'a.go:7';
-- query
SELECT fault FROM known_fault;
-- expect
slow

-- case: a renewal that lacks the witness is explained
INSERT INTO fault (id, since, until, code, state, pattern, without, text)
VALUES ('lost', NULL, NULL, 'renewal', NULL, NULL, 'log', 't');
INSERT INTO a_certificate (namespace, name, not_before, not_after)
VALUES ('zoo', 'web', '2021-01-01', '2022-04-01');
-- query
SELECT fault FROM known_fault;
-- expect
lost

-- case: a line about another certificate explains nothing
INSERT INTO fault (id, since, until, code, state, pattern, without, text)
VALUES ('lost', NULL, NULL, 'renewal', NULL, 'shared*', NULL, 't');
INSERT INTO a_certificate (namespace, name, not_before, not_after)
VALUES ('zoo', 'web', '2021-01-01', '2022-04-01');
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition,
  old_status, status)
VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL),
  ('2021-12-06 09:00:01', 'issuing', 'zoo', 'Certificate', 'web', 'Issuing',
    'True', 'False'),
  ('2021-12-06 09:30:00', 'start', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO a_line (at, kind, namespace, object_kind, object, pattern)
VALUES ('2021-12-06 09:00:02', 'secret-update', 'spa', 'Certificate', 'web',
  'shared-1');
-- query
SELECT fault FROM known_fault;
-- expect


-- case: a line about the certificate explains its renewal
INSERT INTO fault (id, since, until, code, state, pattern, without, text)
VALUES ('lost', NULL, NULL, 'renewal', NULL, 'shared*', NULL, 't');
INSERT INTO a_certificate (namespace, name, not_before, not_after)
VALUES ('zoo', 'web', '2021-01-01', '2022-04-01');
INSERT INTO a_line (at, kind, namespace, object_kind, object, condition,
  old_status, status)
VALUES
  ('2021-12-06 09:00:00', 'trigger', 'zoo', 'Certificate', 'web', NULL, NULL,
    NULL),
  ('2021-12-06 09:00:01', 'issuing', 'zoo', 'Certificate', 'web', 'Issuing',
    'True', 'False'),
  ('2021-12-06 09:30:00', 'start', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO a_line (at, kind, namespace, object_kind, object, pattern)
VALUES ('2021-12-06 09:00:02', 'secret-update', 'zoo', 'Certificate', 'web',
  'shared-1');
-- query
SELECT fault FROM known_fault;
-- expect
lost
lost
