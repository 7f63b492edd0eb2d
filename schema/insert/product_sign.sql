INSERT INTO product_sign (product, sign, certificate)
VALUES (:product, :sign, :certificate);
