SELECT tables, rules FROM settings;
