UPDATE settings
SET as_of_us = :as_of_us, year = coalesce(:year, year);
