-- coverage, as the contract has it.
SELECT * FROM coverage;
