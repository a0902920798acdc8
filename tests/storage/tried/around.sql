SELECT * FROM sqlite_master
SELECT 1 FROM sqlite_master
SELECT COUNT(*) FROM sqlite_schema
SELECT sql FROM sqlite_temp_master
SELECT * FROM sqlite_sequence
SELECT * FROM sqlite_stat1
SELECT * FROM sqlite_stmt
SELECT * FROM dbstat
SELECT * FROM sqlite_dbpage
SELECT * FROM pragma_table_list
SELECT * FROM pragma_database_list
SELECT * FROM json_each('[1]')
SELECT * FROM fts3tokenize('simple', 'a')
CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'task', 'row')
CREATE VIRTUAL TABLE temp.words USING fts5(a, content='answer')
CREATE VIRTUAL TABLE words USING fts4(content='answer', a)
CREATE VIRTUAL TABLE temp.box USING rtree(id, a, b)
CREATE TABLE more (a TEXT)
CREATE TEMP TABLE more (a TEXT)
DROP VIEW shared_source
DROP TABLE setting
ALTER TABLE setting ADD COLUMN more TEXT
INSERT INTO sqlite_master VALUES ('table', 'a', 'a', 1, 'x')
UPDATE sqlite_master SET sql = 'x'
DELETE FROM sqlite_master
INSERT INTO shared_source VALUES ('a')
DELETE FROM shared_source
ATTACH ':memory:' AS other
ATTACH DATABASE 'worthwhile.db' AS again
DETACH main
VACUUM
VACUUM INTO 'copy.db'
VACUUM main INTO 'copy.db'
ANALYZE
REINDEX
SAVEPOINT here
PRAGMA writable_schema = 1
PRAGMA query_only = 0
PRAGMA trusted_schema = 1
PRAGMA journal_mode = DELETE
PRAGMA secure_delete = OFF
PRAGMA wal_checkpoint
PRAGMA table_list
PRAGMA database_list
PRAGMA user_version
PRAGMA data_version
PRAGMA integrity_check
PRAGMA optimize
SELECT load_extension('spy')
SELECT readfile('worthwhile.db')
SELECT writefile('copy', 'x')
SELECT edit('x')
SELECT fts3_tokenizer('simple')
SELECT fts3_tokenizer('simple', x'00')
SELECT sqlite_log(1, 'x')
SELECT sqlite_version()
SELECT randomblob(9)
SELECT total_changes()
SELECT snippet(setting) FROM setting
SELECT quote(zeroblob(9))
SELECT json_group_array(name) FROM setting
SELECT group_concat(name) FROM setting
