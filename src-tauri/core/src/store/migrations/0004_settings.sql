-- Settings that stand in one row, each by itself, named after whose it is. A row that is there already is the newer. The
-- first part of 0004.sql; what recovering finds in a database of before is parted by the same words.
INSERT OR IGNORE INTO setting (name, value)
  SELECT
    CASE
      WHEN one.key IN ('language', 'name', 'last_story') THEN 'person.'
      WHEN one.key IN ('theme', 'packages_folder') THEN 'computer.'
      ELSE 'house.'
    END || one.key,
    setting.value -> one.fullkey
  FROM setting, json_each(
    CASE WHEN NOT json_valid(setting.value) THEN '{}' WHEN json_type(setting.value) <> 'object' THEN '{}' ELSE setting.value END
  ) AS one
  WHERE setting.name = 'settings';
DELETE FROM setting WHERE name = 'settings';
