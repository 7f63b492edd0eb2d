INSERT INTO release_sign (at, pattern, reason, since, until)
VALUES (:at, :pattern, :reason, :since, :until);
