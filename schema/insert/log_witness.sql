INSERT INTO log_witness (segment_id, line, kind, stamp_us, roll, full_us)
VALUES (:segment_id, :line, :kind, :stamp_us, :roll, :full_us);
