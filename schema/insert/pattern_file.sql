INSERT OR IGNORE INTO pattern_file (path) VALUES (:path);
