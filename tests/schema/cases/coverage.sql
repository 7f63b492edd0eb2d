-- case: the place of a log tells whose it is, also where no Pod is in the dump
INSERT INTO a_line (at, kind) VALUES ('2021-12-06 09:00:00', 'trigger');
INSERT INTO input_place (input_id, layout, namespace, pod, container, log)
VALUES (2, 'x', 'zoo', 'keeper-1', 'keeper', 'current');
-- query
SELECT pod, container FROM coverage;
-- expect
keeper-1|keeper

-- case: a container that the path does not name is the only one of the Pod
INSERT INTO a_pod (namespace, name, container) VALUES
  ('zoo', 'keeper-1', 'c'),
  ('spa', 'keeper-1', 'd');
INSERT INTO a_line (at, kind) VALUES ('2021-12-06 09:00:00', 'trigger');
INSERT INTO input_place (input_id, layout, namespace, pod, log)
VALUES (2, 'x', 'zoo', 'keeper-1', 'current');
-- query
SELECT pod, container FROM coverage;
-- expect
keeper-1|c

-- case: a place that names no Pod leaves the name in the path to decide
UPDATE input SET path = 'dump/keeper-1/c.log' WHERE id = 2;
INSERT INTO a_pod (namespace, name, container)
VALUES ('zoo', 'keeper-1', 'c');
INSERT INTO a_line (at, kind) VALUES ('2021-12-06 09:00:00', 'trigger');
INSERT INTO input_place (input_id, layout, log) VALUES (2, 'x', 'current');
-- query
SELECT pod, container FROM coverage;
-- expect
keeper-1|c

-- case: logs in one file are each its own container's; others do not count
INSERT INTO input (id, path, kind, status)
VALUES (3, 'dump/cluster.txt', 'objects', 'read');
INSERT INTO input_place (input_id, line, layout, namespace, pod, container, log)
VALUES
  (3, 10, 'cluster-info', 'zoo', 'keeper-1', 'c', 'current'),
  (3, 20, 'cluster-info', 'zoo', 'gate-1', 'd', 'current'),
  (3, 30, 'cluster-info', 'spa', 'keeper-2', 'e', 'current');
INSERT INTO log_segment (id, input_id, first_line, last_line, records,
  first_at_us, last_at_us)
VALUES
  (11, 3, 11, 18, 8, 1638781200000000, 1638781260000000),
  (12, 3, 21, 28, 8, 1638781200000000, 1638781260000000),
  (13, 3, 31, 34, 4, 1638781320000000, 1638781380000000);
INSERT INTO log_record (input_id, segment_id, line, severity, roll, full_us,
  pattern, kind, message, raw)
VALUES
  (3, 11, 12, 'I', 0, 1638781200000000, 'p', 'trigger', 'm', 'r'),
  (3, 13, 32, 'I', 0, 1638781320000000, 'p', 'trigger', 'm', 'r');
-- query
SELECT pod, container, first_at, lines FROM coverage;
-- expect
keeper-1|c|2021-12-06T09:00:00Z|8
keeper-2|e|2021-12-06T09:02:00Z|4

