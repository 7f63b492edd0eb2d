SELECT path FROM input WHERE id = :id;
