INSERT INTO input_place (
  input_id, line, layout, namespace, pod, container, log, restarts, stamp,
  api_group, kind
) VALUES (
  :input_id, :line, :layout, :namespace, :pod, :container, :log, :restarts,
  :stamp, :api_group, :kind
);
