INSERT INTO product (product, title) VALUES (:product, :title);
