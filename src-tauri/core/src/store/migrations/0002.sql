-- What stories have in the fields that are completed while they are typed. Made again with a story's line in lists.
CREATE TABLE used (
  story  TEXT NOT NULL REFERENCES story,
  field  TEXT NOT NULL,
  value  TEXT NOT NULL,
  PRIMARY KEY (story, field, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX used_by_value ON used (field, value);

INSERT OR IGNORE INTO stale (story) SELECT id FROM story;

-- How many words came and went from one moment of a story's past to another. A cache: it never changes, and counting it
-- means reading the story as it was.
CREATE TABLE amount (
  story    TEXT NOT NULL REFERENCES story,
  stretch  TEXT NOT NULL,                -- hashes of changes, from..to
  added    INTEGER NOT NULL,
  removed  INTEGER NOT NULL,
  PRIMARY KEY (story, stretch)
) STRICT, WITHOUT ROWID;
