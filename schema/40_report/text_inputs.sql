-- inputs, as much as a screen holds; -o wide and the other formats have all.
SELECT
  path, kind, status, lines, objects, events, note
FROM inputs;
