SELECT * FROM {table}
SELECT {column} FROM {table}
SELECT t.{column} FROM {table} AS t
SELECT t.{column} FROM main.{table} t LIMIT 0
SELECT "{column}" FROM "main"."{table}"
SELECT [{column}] FROM [{table}]
SELECT COUNT(*) FROM {table}
SELECT COUNT(1) FROM {table} WHERE false
SELECT 1 FROM {table}
SELECT NULL FROM {table} LIMIT 1
SELECT rowid FROM {table}
SELECT MAX(_rowid_) FROM {table}
SELECT oid FROM {table}
SELECT (SELECT {column} FROM {table})
SELECT (SELECT COUNT(*) FROM {table}) AS n FROM setting
SELECT EXISTS (SELECT 1 FROM {table})
SELECT EXISTS (SELECT * FROM {table} WHERE {column} IS NOT NULL)
SELECT name FROM setting WHERE EXISTS (SELECT 1 FROM {table})
SELECT name FROM setting WHERE NOT EXISTS (SELECT 1 FROM {table} WHERE {column} = name)
SELECT name FROM setting WHERE name IN (SELECT {column} FROM {table})
SELECT name FROM setting ORDER BY (SELECT {column} FROM {table})
SELECT name FROM setting GROUP BY name HAVING COUNT(*) > (SELECT COUNT(*) FROM {table})
SELECT name FROM setting LIMIT (SELECT COUNT(*) FROM {table})
SELECT SUM(1) OVER (PARTITION BY (SELECT {column} FROM {table})) FROM setting
SELECT CASE WHEN (SELECT COUNT(*) FROM {table}) > 0 THEN 1 END
SELECT * FROM setting JOIN {table}
SELECT * FROM setting, {table}
SELECT s.name FROM setting s, {table}
SELECT s.name FROM setting s CROSS JOIN {table}
SELECT s.name FROM setting s LEFT JOIN {table} t ON t.{column} = s.name
SELECT s.name FROM {table} t RIGHT JOIN setting s ON t.{column} = s.name
SELECT s.name FROM setting s FULL JOIN {table} t ON true
SELECT 1 FROM membership NATURAL JOIN {table}
SELECT 1 FROM {table} NATURAL JOIN membership
SELECT COUNT(*) FROM membership NATURAL LEFT JOIN {table}
SELECT 1 FROM (SELECT name AS {column} FROM setting) NATURAL JOIN {table}
SELECT 1 FROM (SELECT name AS {column} FROM setting) JOIN {table} USING ({column})
SELECT 1 FROM (SELECT name AS {column} FROM setting) JOIN {table} uSiNg/**/({column})
SELECT 1 FROM (SELECT name AS {column} FROM setting)NATURAL/* */JOIN {table}
SELECT * FROM (SELECT * FROM {table})
SELECT * FROM (SELECT * FROM {table}) AS shared_source
SELECT shared_source.{column} FROM {table} AS shared_source
SELECT * FROM shared_source, {table}
SELECT * FROM shared_source WHERE EXISTS (SELECT 1 FROM {table})
SELECT (SELECT {column} FROM {table}) FROM shared_source
WITH t AS (SELECT * FROM {table}) SELECT * FROM t
WITH shared_source AS (SELECT * FROM {table}) SELECT * FROM shared_source
WITH shared_source AS (SELECT COUNT(*) FROM {table}) SELECT * FROM shared_source
with "shared_source" as materialized (select {column} from {table}) select * from "shared_source"
/**/WITH/**/shared_source(a) AS (SELECT {column} FROM {table}) SELECT a FROM shared_source
SELECT * FROM (WITH shared_source AS (SELECT * FROM {table}) SELECT * FROM shared_source)
SELECT name FROM setting WHERE name IN (WITH shared_source AS (SELECT {column} FROM {table}) SELECT * FROM shared_source)
WITH RECURSIVE shared_source AS (SELECT {column} FROM {table} UNION SELECT 1) SELECT * FROM shared_source
SELECT name FROM setting UNION SELECT {column} FROM {table}
SELECT name FROM setting EXCEPT SELECT {column} FROM {table}
SELECT name FROM setting INTERSECT SELECT {column} FROM {table}
VALUES ((SELECT {column} FROM {table}))
EXPLAIN SELECT * FROM {table}
EXPLAIN QUERY PLAN SELECT * FROM {table}
