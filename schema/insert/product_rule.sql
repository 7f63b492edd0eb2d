INSERT INTO product_rule (
  product, place, rule, certificate, pod, takes, means, source
) VALUES (
  :product, :place, :rule, :certificate, :pod, :takes, :means, :source
);
