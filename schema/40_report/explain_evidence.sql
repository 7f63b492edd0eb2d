-- What the finding or renewal of this id rests on.
SELECT witness, at, path, line, excerpt FROM evidence
WHERE subject_id = :subject AND subject_kind IN ('finding', 'renewal');
