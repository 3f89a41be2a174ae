-- A read is for somebody, at a moment: both are variables of the cursor, which the lowest views filter by.

-- name: for_viewer
-- grain: none
-- Who reads.
set variable viewer = $viewer;

-- name: at_moment
-- grain: none
-- The moment whose knowledge is shown.
set variable as_of = $as_of::timestamp;

-- name: identity
-- grain: kind
-- What the store is: kind, schema version, revision, when it was made, and the latest moment something was written for.
select
    store_made.kind,
    store_made.made_at,
    (select greatest(store_made.made_at, max(recorded_at)) from written) as latest,
    (select max(version) from schema_step) as version,
    (select coalesce(max(revision), 0) from written) as revision,
from store_made;

-- name: revision
-- grain: revision
-- How many things have been written: part of the key of everything cached.
select coalesce(max(revision), 0) as revision from written;

-- name: state
-- grain: none
-- How much has been written of what held rows stand on: they are worked out anew when it grows. A ledger that only grows is known by
-- its counts.
select concat_ws(
    '-',
    (select count(*) from release),
    (select count(*) from edition),
    (select count(*) from cycle_setting),
    (select count(*) from membership_entry),
    (select count(*) from submission)
) as state;

-- name: search_in
-- grain: none
-- Where names are looked up: what is held for the reader first, then the store.
set search_path = $path;

-- name: tables
-- grain: table_name
-- Tables the file holds, whatever made it; what is held beside it is not among them.
select table_name from information_schema.tables
where table_schema = 'main'
order by table_name;
