-- The finding of this id.
SELECT * FROM findings WHERE id = :subject;
