-- What a person did is in `change`; everything else here can be made again from it and from the blobs.

CREATE TABLE story (
  id          TEXT PRIMARY KEY,
  created_at  INTEGER NOT NULL,          -- seconds since 1970, UTC
  -- The rest is for lists, made again whenever the story is in `stale`.
  updated_at  INTEGER NOT NULL,
  summary     TEXT NOT NULL,             -- JSON, as the list shows it
  search_id   INTEGER NOT NULL DEFAULT 0 -- its row in `search`; higher means changed later
) STRICT;
CREATE INDEX story_by_time ON story (updated_at DESC, id DESC);
-- From what was found to its story, and to the next free row: without it both read every story.
CREATE INDEX story_by_search ON story (search_id);

-- Automerge changes, in the order in which they came in. The only table that grows with a keystroke.
CREATE TABLE change (
  story  TEXT NOT NULL REFERENCES story,
  seq    INTEGER NOT NULL,               -- from 1, without gaps
  sha256 BLOB NOT NULL,                  -- of bytes; checked whenever they are read
  bytes  BLOB NOT NULL,
  PRIMARY KEY (story, seq)
) STRICT, WITHOUT ROWID;

-- A story's changes 1 to seq in one piece, so that a long history opens quickly. Never the only copy.
CREATE TABLE snapshot (
  story  TEXT PRIMARY KEY REFERENCES story,
  seq    INTEGER NOT NULL,
  sha256 BLOB NOT NULL,
  bytes  BLOB NOT NULL
) STRICT;

-- Stories changed since their summary and their words in `search` were made.
CREATE TABLE stale (story TEXT PRIMARY KEY REFERENCES story) STRICT, WITHOUT ROWID;

CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- The words of each story twice: as written, and folded to letters without marks.
CREATE VIRTUAL TABLE search USING fts5 (
  exact, folded, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
);
