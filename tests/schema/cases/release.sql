-- Which releases a log can come from, where it does not say it.

-- case: a line of the program is that of some releases
INSERT INTO release_sign (at, pattern, reason, since, until) VALUES
  ('a.go:7', NULL, NULL, '1.8', '1.11'),
  ('a.go:8', NULL, NULL, '1.12', NULL);
INSERT INTO a_line (at, kind, pattern, reason) VALUES
  ('2021-12-06 09:00:00', 'other', 'p', NULL);
UPDATE log_form SET source_line = 'a.go:7' WHERE pattern = 'p';
-- query
SELECT version FROM coverage;
-- expect
v1.8-v1.11

-- case: what two signs have in common counts
INSERT INTO release_sign (at, pattern, reason, since, until) VALUES
  ('a.go:7', NULL, NULL, '1.8', '1.11'),
  ('b.go:1', 'q', NULL, '1.10', '1.14');
INSERT INTO a_line (at, kind, pattern, reason) VALUES
  ('2021-12-06 09:00:00', 'other', 'p', NULL),
  ('2021-12-06 09:00:01', 'other', 'q', NULL);
UPDATE log_form SET source_line = 'a.go:7' WHERE pattern = 'p';
UPDATE log_form SET source_line = 'b.go:1' WHERE pattern = 'q';
-- query
SELECT version FROM coverage;
-- expect
v1.10-v1.11

-- case: the same line of another message is none
INSERT INTO release_sign (at, pattern, reason, since, until) VALUES
  ('a.go:7', 'q*', NULL, '1.8', '1.11');
INSERT INTO a_line (at, kind, pattern, reason) VALUES
  ('2021-12-06 09:00:00', 'other', 'p', NULL);
UPDATE log_form SET source_line = 'a.go:7' WHERE pattern = 'p';
-- query
SELECT version FROM coverage;
-- expect
NULL

-- case: patches count, and a release alone is no range
INSERT INTO release_sign (at, pattern, reason, since, until) VALUES
  ('a.go:7', NULL, NULL, '1.13.2', '1.14'),
  ('b.go:1', NULL, NULL, '1.12', '1.13');
INSERT INTO a_line (at, kind, pattern, reason) VALUES
  ('2021-12-06 09:00:00', 'other', 'p', NULL),
  ('2021-12-06 09:00:01', 'other', 'q', NULL);
UPDATE log_form SET source_line = 'a.go:7' WHERE pattern = 'p';
UPDATE log_form SET source_line = 'b.go:1' WHERE pattern = 'q';
-- query
SELECT version FROM coverage;
-- expect
v1.13.2-v1.13

-- case: one release is told without a range
INSERT INTO release_sign (at, pattern, reason, since, until) VALUES
  ('a.go:7', NULL, NULL, '1.14', '1.14');
INSERT INTO a_line (at, kind, pattern, reason) VALUES
  ('2021-12-06 09:00:00', 'other', 'p', NULL);
UPDATE log_form SET source_line = 'a.go:7' WHERE pattern = 'p';
-- query
SELECT version FROM coverage;
-- expect
v1.14

-- case: one patch is told without a range
INSERT INTO release_sign (at, pattern, reason, since, until) VALUES
  ('a.go:7', NULL, NULL, '1.21.0', '1.21.0');
INSERT INTO a_line (at, kind, pattern, reason) VALUES
  ('2021-12-06 09:00:00', 'other', 'p', NULL);
UPDATE log_form SET source_line = 'a.go:7' WHERE pattern = 'p';
-- query
SELECT version FROM coverage;
-- expect
v1.21.0

-- case: what all later releases do ends nowhere
INSERT INTO release_sign (at, pattern, reason, since, until) VALUES
  (NULL, 'p*', NULL, '1.8', NULL);
INSERT INTO a_line (at, kind, pattern, reason) VALUES
  ('2021-12-06 09:00:00', 'other', 'p1', NULL);
-- query
SELECT version FROM coverage;
-- expect
v1.8+

-- case: client-go tells the release that it was built into
INSERT INTO release_sign (at, pattern, reason, since, until) VALUES
  (NULL, NULL, 'k8s.io/client-go@v0.29.0', '1.14', '1.14');
INSERT INTO a_line (at, kind, pattern, reason) VALUES
  ('2021-12-06 09:00:00', 'other', 'p', 'k8s.io/client-go@v0.29.0');
-- query
SELECT version FROM coverage;
-- expect
v1.14

-- case: lines of an upgrade leave all between them
INSERT INTO release_sign (at, pattern, reason, since, until) VALUES
  ('a.go:7', NULL, NULL, '1.8', '1.11'),
  ('a.go:9', NULL, NULL, '1.15', '1.16'),
  (NULL, 'p', NULL, '0.6', NULL);
INSERT INTO a_line (at, kind, pattern, reason) VALUES
  ('2021-12-06 09:00:00', 'other', 'p', NULL),
  ('2021-12-06 09:00:01', 'other', 'q', NULL);
UPDATE log_form SET source_line = 'a.go:7' WHERE pattern = 'p';
UPDATE log_form SET source_line = 'a.go:9' WHERE pattern = 'q';
-- query
SELECT version FROM coverage;
-- expect
v1.8-v1.16

-- case: a log that tells its release needs no signs
INSERT INTO release_sign (at, pattern, reason, since, until) VALUES
  ('a.go:7', NULL, NULL, '1.8', '1.11');
INSERT INTO a_line (at, kind, pattern, reason) VALUES
  ('2021-12-06 09:00:00', 'other', 'p', NULL);
UPDATE log_form SET source_line = 'a.go:7' WHERE pattern = 'p';
UPDATE log_form SET version = 'v1.9.2';
-- query
SELECT version FROM coverage;
-- expect
v1.9.2

-- case: of ranges inside each other the inner one is named
INSERT INTO release_sign (at, since, until)
VALUES ('a.go:7', '1.8', '1.11'), ('a.go:8', '1.9', '1.10');
INSERT INTO input (id, path, kind, status)
VALUES (3, 'dump/other.log', 'cert-manager-log', 'read');
INSERT INTO a_line (at, kind, pattern, input) VALUES
  ('2021-12-06 09:00:00', 'other', 'p', 2),
  ('2021-12-06 09:00:00', 'other', 'q', 3);
UPDATE log_form SET source_line = 'a.go:7' WHERE pattern = 'p';
UPDATE log_form SET source_line = 'a.go:8' WHERE pattern = 'q';
-- query
SELECT version FROM named_release ORDER BY version;
-- expect
v1.9-v1.10

-- case: a release that a log tells is named alone
INSERT INTO release_sign (at, since, until) VALUES ('a.go:7', '1.8', '1.11');
INSERT INTO input (id, path, kind, status)
VALUES (3, 'dump/other.log', 'cert-manager-log', 'read');
INSERT INTO a_line (at, kind, pattern, input) VALUES
  ('2021-12-06 09:00:00', 'other', 'p', 2),
  ('2021-12-06 09:00:00', 'start', 'q', 3);
UPDATE log_form SET source_line = 'a.go:7' WHERE pattern = 'p';
UPDATE log_form SET version = 'v1.8.2' WHERE pattern = 'q';
-- query
SELECT version FROM named_release;
-- expect
v1.8.2
