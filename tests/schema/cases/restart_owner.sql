-- Whose Pods they are, what made them start again, and what is known of
-- products.

-- case: a ReplicaSet stands for its Deployment, a Job for its CronJob
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_workload (kind, namespace, name, replicas, owner_kind, owner)
VALUES
  ('Deployment', 'zoo', 'b', 1, NULL, NULL),
  ('ReplicaSet', 'zoo', 'b-5f7', 1, 'Deployment', 'b'),
  ('Job', 'zoo', 'e-27', NULL, 'CronJob', 'e');
INSERT INTO a_pod (namespace, name, owner_kind, owner, created, started, secret,
  uses)
VALUES
  ('zoo', 'a', NULL, NULL, '2021-11-01', '2021-11-01', 'web-tls', 'env'),
  ('zoo', 'b-5f7-x', 'ReplicaSet', 'b-5f7', '2021-11-01', '2021-11-01',
    'web-tls', 'env'),
  ('zoo', 'c-9d4-x', 'ReplicaSet', 'c-9d4', '2021-11-01', '2021-11-01',
    'web-tls', 'env'),
  ('zoo', 'd-0', 'StatefulSet', 'd', '2021-11-01', '2021-11-01', 'web-tls',
    'env'),
  ('zoo', 'e-27-x', 'Job', 'e-27', '2021-11-01', '2021-11-01', 'web-tls',
    'env'),
  ('zoo', 'f-1', 'Cluster', 'f', '2021-11-01', '2021-11-01', 'web-tls', 'env');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT pod, workload_kind, workload FROM restarts
WHERE verdict <> 'superseded' ORDER BY pod;
-- expect
a|Pod|a
b-5f7-x|Deployment|b
c-9d4-x|Deployment|c
d-0|StatefulSet|d
e-27-x|CronJob|e
f-1|Cluster|f

-- case: where Pods are in the bundle, the template of the workload is not told
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_workload (kind, namespace, name, replicas, owner_kind, owner)
VALUES
  ('Deployment', 'zoo', 'front', 2, NULL, NULL),
  ('ReplicaSet', 'zoo', 'front-5f7', 2, 'Deployment', 'front'),
  ('ReplicaSet', 'zoo', 'front-4b6', 0, 'Deployment', 'front');
INSERT INTO a_use VALUES
  ('Deployment', 'zoo', 'front', 'app', 'web-tls', 'env'),
  ('ReplicaSet', 'zoo', 'front-5f7', 'app', 'web-tls', 'env'),
  ('ReplicaSet', 'zoo', 'front-4b6', 'app', 'web-tls', 'env');
INSERT INTO a_pod (namespace, name, owner_kind, owner, created, started, secret,
  uses)
VALUES ('zoo', 'front-5f7-x', 'ReplicaSet', 'front-5f7', '2021-11-01',
  '2021-11-01', 'web-tls', 'env');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT pod, workload_kind, workload, verdict FROM restarts
WHERE verdict <> 'superseded';
-- expect
front-5f7-x|Deployment|front|missing

-- case: the templates of jobs are no consumers
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_workload (kind, namespace, name) VALUES
  ('Job', 'zoo', 'once'), ('CronJob', 'zoo', 'nightly');
INSERT INTO a_use VALUES
  ('Job', 'zoo', 'once', 'app', 'web-tls', 'env'),
  ('CronJob', 'zoo', 'nightly', 'app', 'web-tls', 'env');
-- query
SELECT count(*) FROM restarts;
-- expect
0

-- case: kubectl rollout restart leaves its mark
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, started, secret, uses) VALUES
  ('zoo', 'old', '2021-12-06 11:00:00', '2021-12-06 11:00:05', 'web-tls',
    'env'),
  ('zoo', 'new', '2021-12-06 11:00:00', '2021-12-06 11:00:05', 'web-tls',
    'env');
INSERT INTO annotation (object_id, line, place, key, value)
SELECT id, 1, 'annotation', 'kubectl.kubernetes.io/restartedAt',
  CASE name WHEN 'new' THEN '2021-12-06T12:59:59+02:00'
    ELSE '2021-11-06T12:59:59+02:00' END
FROM object WHERE kind = 'Pod';
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT pod, verdict, cause FROM restarts WHERE verdict <> 'superseded';
-- expect
new|done|kubectl rollout restart
old|done|pod created

-- case: what a product's documentation says decides about files
INSERT INTO product VALUES ('shop', 'The Shop');
INSERT INTO product_sign VALUES ('shop', 1, 'shop-ca'), ('shop', 1, 'shop-w*');
INSERT INTO product_rule (product, place, rule, certificate, pod, takes, means,
  source)
VALUES
  ('shop', 1, 'shop-till', '*', 'till-*', 'reload', 'tills reload', 'page 1'),
  ('shop', 2, 'shop-door', '*', 'door-*', 'automatic', 'doors are rolled',
    'page 2'),
  ('shop', 3, 'shop-rest', 'shop-web', '*', 'restart', 'all read at start',
    'page 3');
INSERT INTO a_certificate (namespace, name) VALUES ('zoo', 'shop-ca');
INSERT INTO a_renewal VALUES
  ('2021-12-06 09:00:00', 'zoo', 'shop-web', 'web-tls'),
  ('2021-12-06 09:00:00', 'spa', 'shop-web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, started, secret, uses) VALUES
  ('spa', 'till-0', '2021-11-01', '2021-11-01', 'web-tls', 'volume'),
  ('zoo', 'door-1', '2021-11-01', '2021-11-01', 'web-tls', 'volume'),
  ('zoo', 'door-2', '2021-11-01', '2021-11-01', 'web-tls', 'env'),
  ('zoo', 'shelf-0', '2021-11-01', '2021-11-01', 'web-tls', 'volume'),
  ('zoo', 'till-0', '2021-11-01', '2021-11-01', 'web-tls', 'volume');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT namespace, pod, verdict, rule, reason, confidence FROM restarts
WHERE verdict <> 'superseded' ORDER BY 1, 2;
-- expect
spa|till-0|restart-or-reload|files-in-place|the files changed in place; nothing tells whether the process read them again|low
zoo|door-1|automatic|shop-door|doors are rolled (page 2)|medium
zoo|door-2|missing|fixed-copy|environment variables do not change while it runs|high
zoo|shelf-0|missing|shop-rest|all read at start (page 3)|high
zoo|till-0|reload-expected|shop-till|tills reload (page 1)|medium

-- case: a restart after the renewal needs no rule
INSERT INTO product VALUES ('shop', 'The Shop');
INSERT INTO product_sign VALUES ('shop', 1, 'web');
INSERT INTO product_rule (product, place, rule, certificate, pod, takes, means,
  source)
VALUES ('shop', 1, 'shop-rest', '*', '*', 'restart', 'm', 's');
INSERT INTO a_renewal VALUES ('2021-12-06 09:00:00', 'zoo', 'web', 'web-tls');
INSERT INTO a_pod (namespace, name, created, started, secret, uses)
VALUES ('zoo', 'a', '2021-12-06 10:00:00', '2021-12-06 10:00:00', 'web-tls',
  'volume');
INSERT INTO a_capture VALUES ('2021-12-07');
-- query
SELECT verdict FROM restarts WHERE verdict <> 'superseded';
-- expect
done

-- case: a product is there only with all its signs of one group
INSERT INTO product VALUES ('shop', 'The Shop');
INSERT INTO product_sign VALUES ('shop', 1, 'shop-ca'), ('shop', 1, 'shop-web'),
  ('shop', 2, 'booth');
INSERT INTO a_certificate (namespace, name) VALUES
  ('a', 'shop-ca'), ('b', 'shop-ca'), ('b', 'shop-web'), ('c', 'booth'),
  ('d', 'shop-web');
-- query
SELECT namespace FROM product_here ORDER BY 1;
-- expect
b
c
