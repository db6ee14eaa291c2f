-- The pictures that stories use, and the words of each in `picture_search`. Made again with a story's line in lists,
-- and only those that changed: a row that stays keeps its place.
CREATE TABLE picture (
  id      INTEGER PRIMARY KEY,           -- its row in `picture_search`; higher means listed later
  story   TEXT NOT NULL REFERENCES story,
  photo   TEXT NOT NULL,
  sha256  TEXT NOT NULL,                 -- of its original
  shown   INTEGER NOT NULL,              -- whether the body shows it
  value   TEXT NOT NULL,                 -- JSON, as a search shows it
  UNIQUE (story, photo)
) STRICT;
CREATE INDEX picture_by_original ON picture (sha256, story);

CREATE VIRTUAL TABLE picture_search USING fts5 (
  exact, folded, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
);

-- Packages that were written. Beside `change` and `setting` the only thing that could not be made again.
CREATE TABLE package (
  id      INTEGER PRIMARY KEY,
  story   TEXT NOT NULL REFERENCES story,
  path    TEXT NOT NULL,
  sha256  TEXT NOT NULL,
  at      INTEGER NOT NULL               -- seconds since 1970, UTC
) STRICT;

CREATE TABLE packaged (
  picture TEXT NOT NULL,                 -- the hash of its original
  package INTEGER NOT NULL REFERENCES package,
  PRIMARY KEY (picture, package)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO stale (story) SELECT id FROM story;
