INSERT INTO object (
  input_id, line, api_group, api_version, kind, namespace, name, uid,
  resource_version, created_us, deleted_us, owner_kind, owner_name, owner_uid,
  form
) VALUES (
  :input_id, :line, :api_group, :api_version, :kind, :namespace, :name, :uid,
  :resource_version, :created_us, :deleted_us, :owner_kind, :owner_name,
  :owner_uid, coalesce(:form, 'object')
);
