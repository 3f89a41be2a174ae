-- What a copy of a store is compared by: its tables, its views, and what each table holds, in one attached database or
-- another.

-- name: tables
-- grain: table_name
-- Tables of a database.
select table_name from duckdb_tables() where database_name = $database order by table_name;

-- name: definitions
-- grain: kind, name
-- Views and macros of a database with what is said of them. What they say is left out: DuckDB writes the same view in several ways.
select
    'view' as kind,
    view_name as name,
    comment,
from duckdb_views()
where database_name = $database and not internal
union all
select
    'macro' as kind,
    function_name as name,
    any_value(comment) as comment,
from duckdb_functions()
where database_name = $database and not internal
group by function_name
order by kind, name;

-- name: content
-- grain: none
-- How many rows a table has, and a number that differs when any of them does, whatever their order.
select
    count(*) as "rows",
    bit_xor(hash(each_row)) as fingerprint,
from query_table($table) as each_row;

-- name: received
-- grain: sha256
-- The files that came, by the hash they are kept under.
select
    sha256,
    name,
from received_file
order by sha256;
