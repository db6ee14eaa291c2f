-- By which make of the derived a story's line, words, values and pictures were made (store/derived.rs); 0 where there is an
-- old line at most, and no words yet. What is older than the program is made again in the background, and lists answer
-- with what there is meanwhile.
ALTER TABLE story ADD COLUMN made_by INTEGER NOT NULL DEFAULT 1;
CREATE INDEX story_by_make ON story (made_by);

-- Lines that an older library had, and that the migration before this one set aside: they show again where they stood,
-- until better ones are made.
UPDATE story SET made_by = 0,
  search_id = (SELECT coalesce(max(search_id), 0) FROM story) + (SELECT place FROM stale WHERE stale.story = story.id)
  WHERE search_id = 0 AND summary <> '' AND id IN (SELECT story FROM stale);
DELETE FROM stale WHERE story IN (SELECT id FROM story WHERE made_by = 0);
UPDATE tally SET rows = rows - changes() WHERE name = 'stale';
