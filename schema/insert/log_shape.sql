INSERT INTO log_shape (input_id, shape, n, first_line)
VALUES (:input_id, :shape, :n, :first_line);
