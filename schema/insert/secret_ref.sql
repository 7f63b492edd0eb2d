INSERT INTO secret_ref (
  object_id, line, container, secret, uses, optional, keys
) VALUES (
  :object_id, :line, :container, :secret, :uses, coalesce(:optional, 0), :keys
);
