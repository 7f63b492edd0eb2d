-- evidence, as the contract has it.
SELECT * FROM evidence;
