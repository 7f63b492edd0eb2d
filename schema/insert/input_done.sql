UPDATE input
SET
  kind = :kind, status = :status, bytes = :bytes, sha256 = :sha256,
  lines = :lines, objects = :objects, events = :events, unknown = :unknown,
  note = :note, link = :link
WHERE id = :id;
