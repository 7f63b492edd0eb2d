INSERT INTO unknown_kind (
  input_id, line, api_group, kind, n
) VALUES (
  :input_id, :line, :api_group, :kind, :n
);
