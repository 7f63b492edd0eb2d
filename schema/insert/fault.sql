INSERT INTO fault (
  id, since, until, code, state, pattern, without, text, link
) VALUES (
  :id, :since, :until, :code, :state, :pattern, :without, :text, :link
);
