UPDATE settings
SET tables = coalesce(:tables, tables), rules = coalesce(:rules, rules);
