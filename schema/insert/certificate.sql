INSERT INTO certificate (
  object_id, secret, is_ca, common_name, issuer_kind, issuer, issuer_group,
  duration_s, renew_before_s, renew_before_pct, key_rotation, not_before_us,
  not_before_line, not_after_us, not_after_line, renewal_us, revision,
  last_failure_us, last_failure_line, failed_attempts, next_key_secret
) VALUES (
  :object_id, :secret, :is_ca, :common_name, :issuer_kind, :issuer,
  :issuer_group, :duration_s, :renew_before_s, :renew_before_pct,
  :key_rotation, :not_before_us, :not_before_line, :not_after_us,
  :not_after_line, :renewal_us, :revision, :last_failure_us,
  :last_failure_line, :failed_attempts, :next_key_secret
);
