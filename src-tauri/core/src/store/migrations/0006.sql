-- What lists are parted, sorted and counted by, made with a story's line (store/facts.rs). One index holds all of it, so that
-- counting reads no line.
ALTER TABLE story ADD COLUMN state     TEXT NOT NULL DEFAULT '';    -- empty where it can't be read
ALTER TABLE story ADD COLUMN section   TEXT NOT NULL DEFAULT '';
ALTER TABLE story ADD COLUMN author    TEXT NOT NULL DEFAULT '';
ALTER TABLE story ADD COLUMN embargoed INTEGER;                     -- seconds since 1970, UTC
ALTER TABLE story ADD COLUMN due       INTEGER;                     -- the first of embargo and schedule
ALTER TABLE story ADD COLUMN length    INTEGER NOT NULL DEFAULT 0;
ALTER TABLE story ADD COLUMN lacks     INTEGER NOT NULL DEFAULT 0;  -- whether something must be filled before it goes out
ALTER TABLE story ADD COLUMN blank     INTEGER NOT NULL DEFAULT 0;  -- begun, and left without a word
ALTER TABLE story ADD COLUMN title     TEXT NOT NULL DEFAULT '';    -- by which headlines are sorted

-- Until they are made anew, what the lines say of it.
UPDATE story SET
    state = coalesce(summary ->> '$.state', ''),
    section = coalesce(summary ->> '$.section', ''),
    author = coalesce(summary ->> '$.byline', ''),
    length = coalesce(summary ->> '$.word_count', 0),
    lacks = coalesce(json_array_length(summary, '$.missing'), 0) > 0,
    title = lower(coalesce(summary ->> '$.headline', ''))
  WHERE json_valid(summary);

CREATE INDEX story_facts ON story
  (search_id, state, section, author, embargoed, due, length, lacks, blank, created_at, updated_at);
CREATE INDEX story_by_title ON story (title, search_id DESC);
-- The first column of the other.
DROP INDEX story_by_search;
