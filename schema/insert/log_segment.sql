INSERT INTO log_segment (input_id, first_line, last_line, records)
VALUES (:input_id, :first_line, :first_line, 0);
