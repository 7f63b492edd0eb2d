INSERT INTO issuer (
  object_id, type, ca_secret
) VALUES (
  :object_id, :type, :ca_secret
);
