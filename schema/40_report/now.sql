-- The capture time; 0 if nothing in the bundle has a date.
SELECT coalesce(now_us, 0) FROM capture;
