-- certificates, as the contract has it.
SELECT * FROM certificates
WHERE (:namespaces IS NULL
  OR namespace IN (SELECT value FROM json_each(:namespaces)));
