-- What releases are known to do that explains the finding or renewal.
SELECT fault, text, link FROM known_fault WHERE subject_id = :subject;
