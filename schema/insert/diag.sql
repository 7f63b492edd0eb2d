INSERT INTO diag (input_id, line, text) VALUES (:input_id, :line, :text);
