-- What waits for somebody, and how far each person has read.
ALTER TABLE story ADD COLUMN undecided INTEGER NOT NULL DEFAULT 0;  -- open suggestions and comments

CREATE INDEX story_waiting ON story (id)
  WHERE undecided > 0 OR state IN ('submitted', 'in_review', 'returned', 'approved');

-- Kept for each person: what a story had when they last had it before them. No act: what is lost is read once more.
CREATE TABLE reading (
  person TEXT NOT NULL,
  story  TEXT NOT NULL,
  seq    INTEGER NOT NULL,  -- of its last change then
  at     INTEGER NOT NULL,  -- seconds since 1970, UTC
  PRIMARY KEY (person, story)
) WITHOUT ROWID;
