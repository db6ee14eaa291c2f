-- How far each story's history was acknowledged: so that a change which is lost is missed, the last one too. Written with
-- every change.
CREATE TABLE tip (
  story  TEXT PRIMARY KEY REFERENCES story,
  seq    INTEGER NOT NULL,               -- of the last change
  heads  BLOB                            -- hashes of the changes that none builds on, 32 bytes each, sorted;
                                         -- null in a library of before, until the story is read whole
) STRICT, WITHOUT ROWID;
INSERT INTO tip (story, seq) SELECT story, max(seq) FROM change GROUP BY story;

-- Stories changed since their line in lists was made, the one changed last at the end.
ALTER TABLE stale RENAME TO stale_before;
CREATE TABLE stale (
  place  INTEGER PRIMARY KEY,
  story  TEXT NOT NULL UNIQUE REFERENCES story
) STRICT;
-- All of them: a line tells more than it did. Those that waited were changed last.
INSERT INTO stale (story)
  SELECT id FROM story LEFT JOIN stale_before ON stale_before.story = id
  ORDER BY stale_before.story IS NOT NULL, CASE WHEN stale_before.story IS NULL THEN search_id END, updated_at, id;
DROP TABLE stale_before;

-- The words once more: by column and not by place, which nobody asks for, and with an index of beginnings, so that a word
-- which is being typed is found in a time that does not grow with the library. What a word is Dateline decides
-- (store/search.rs); here it ends at a space.
DROP TABLE search;
DROP TABLE picture_search;
CREATE VIRTUAL TABLE search USING fts5 (
  exact, folded, content = '', contentless_delete = 1, detail = column, prefix = '1 2',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc So'"
);
CREATE VIRTUAL TABLE picture_search USING fts5 (
  exact, folded, content = '', contentless_delete = 1, detail = column, prefix = '1 2',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc So'"
);
UPDATE story SET search_id = 0;
DELETE FROM used;
DELETE FROM picture;

-- How far a story's history went when its line was made.
ALTER TABLE story ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;

-- Lists are in the order in which stories were changed (search_id), and no clock has a say in it.
DROP INDEX story_by_time;

-- How many rows a table should have: a row that is lost is missed. Written with the rows.
CREATE TABLE tally (
  name   TEXT PRIMARY KEY,
  rows   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO tally (name, rows) VALUES
  ('story', (SELECT count(*) FROM story)),
  ('stale', (SELECT count(*) FROM stale)),
  ('setting', (SELECT count(*) FROM setting)),
  ('package', (SELECT count(*) FROM package)),
  ('packaged', (SELECT count(*) FROM packaged)),
  ('used', (SELECT count(*) FROM used)),
  ('picture', (SELECT count(*) FROM picture)),
  ('search_config', (SELECT count(*) FROM search_config)),
  ('picture_search_config', (SELECT count(*) FROM picture_search_config)),
  ('search_docsize', (SELECT count(*) FROM search_docsize)),
  ('search_idx', (SELECT count(*) FROM search_idx)),
  ('search_graves', (SELECT count(*) FROM search_data WHERE id >= 65536 << 37)),
  ('picture_search_graves', (SELECT count(*) FROM picture_search_data WHERE id >= 65536 << 37)),
  ('picture_search_docsize', (SELECT count(*) FROM picture_search_docsize)),
  ('picture_search_idx', (SELECT count(*) FROM picture_search_idx));

-- Originals that no story has any more and some story's past has: found once by reading it, so that they stay.
CREATE TABLE needed_original (sha256 TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
