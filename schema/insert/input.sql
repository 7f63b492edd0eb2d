INSERT INTO input (path, kind, status, mtime_us)
VALUES (:path, 'other', 'failed', :mtime_us);
