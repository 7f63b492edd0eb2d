-- inputs, as the contract has it.
SELECT * FROM inputs;
