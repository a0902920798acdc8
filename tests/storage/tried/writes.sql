INSERT INTO {table} DEFAULT VALUES
INSERT INTO {table} ({column}) VALUES (1)
INSERT OR REPLACE INTO {table} ({column}) VALUES (1)
INSERT OR IGNORE INTO {table} ({column}) SELECT name FROM setting
REPLACE INTO {table} ({column}) VALUES (1)
UPDATE {table} SET {column} = 1
UPDATE {table} SET {column} = 1 WHERE false
DELETE FROM {table}
DELETE FROM {table} WHERE {column} = 1
INSERT INTO setting SELECT {column}, {column}, 1 FROM {table}
INSERT INTO setting (name, value, changed_at) VALUES ((SELECT {column} FROM {table}), 1, 1)
INSERT INTO setting VALUES ('x', 'x', 1) ON CONFLICT (name) DO UPDATE SET value = (SELECT COUNT(*) FROM {table})
INSERT INTO setting VALUES ('x', 'x', 1) RETURNING (SELECT {column} FROM {table})
UPDATE setting SET value = (SELECT {column} FROM {table})
UPDATE setting SET value = t.{column} FROM {table} t
UPDATE setting SET changed_at = 1 FROM {table} t
UPDATE setting SET changed_at = 1 RETURNING (SELECT COUNT(*) FROM {table})
UPDATE setting SET changed_at = 1 WHERE EXISTS (SELECT 1 FROM {table})
DELETE FROM setting WHERE name IN (SELECT {column} FROM {table})
DELETE FROM setting RETURNING (SELECT {column} FROM {table})
WITH setting AS (SELECT * FROM {table}) INSERT INTO pace SELECT *, 1 FROM setting
DROP TABLE {table}
ALTER TABLE {table} RENAME TO setting_too
ALTER TABLE {table} RENAME COLUMN {column} TO other
ALTER TABLE {table} DROP COLUMN {column}
CREATE VIEW seen_through AS SELECT * FROM {table}
CREATE TEMP VIEW shared_source AS SELECT * FROM {table}
CREATE TEMP VIEW seen_through AS SELECT * FROM {table}
CREATE TABLE copy AS SELECT * FROM {table}
CREATE TEMP TABLE copy AS SELECT * FROM {table}
CREATE INDEX its_index ON {table} ({column})
CREATE TRIGGER spy AFTER INSERT ON {table} BEGIN INSERT INTO pace VALUES (new.{column}, 1); END
CREATE TEMP TRIGGER spy AFTER INSERT ON setting BEGIN DELETE FROM {table}; END
CREATE TEMP TRIGGER shared_source AFTER INSERT ON setting BEGIN SELECT * FROM {table}; END
PRAGMA table_info({table})
PRAGMA foreign_key_check({table})
PRAGMA index_list({table})
SELECT * FROM pragma_table_info('{table}')
SELECT COUNT(*) FROM pragma_table_xinfo('{table}')
SELECT 1 FROM pragma_index_list('{table}')
ANALYZE {table}
REINDEX {table}
