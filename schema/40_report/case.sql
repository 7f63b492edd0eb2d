-- What the report is about, as one JSON object.
SELECT json_object(
  'captured_at', rfc3339(now_us),
  'captured_by', witness,
  'capture_path', (SELECT path FROM input WHERE id = input_id),
  'capture_line', line,
  'contract', 1,
  'inputs', (SELECT count(*) FROM input),
  'inputs_incomplete', (SELECT count(*) FROM input WHERE status <> 'read'),
  'certificates', (SELECT count(*) FROM certificate_now),
  'pods', (SELECT count(*) FROM pod_now),
  'versions', (SELECT json_group_array(version) FROM (
    SELECT DISTINCT version FROM cover WHERE version IS NOT NULL
    ORDER BY version)),
  'products', (SELECT json_group_array(title) FROM (
    SELECT DISTINCT title FROM product_here JOIN product USING (product)
    ORDER BY title)))
FROM capture;
