-- The inserts, and what the writer has to know. Rows are only ever added. Bulk rows (releases, reference data, the figures of a
-- submission) are appended by store.py from data frames.

-- name: say_made
-- grain: kind
-- What the store is, said once.
insert into store_made values ($kind, $recorded_at, $actor, $actor_role);

-- name: say_schema
-- grain: version
-- The schema version the store has reached.
insert into schema_step values ($version, $recorded_at);

-- name: say_written
-- grain: revision
-- Counts a write. The primary key lets one of two writers win.
insert into written
select coalesce(max(revision), 0) + 1, $what, $recorded_at, $actor, $actor_role from written;

-- name: say_edition
-- grain: edition
-- A loading of reference data and rules.
insert into edition values ($edition, $fingerprint, $recorded_at, $actor, $actor_role);

-- name: say_release
-- grain: release
-- A release of official statistics that has been loaded.
insert into release values (
    $release, $title, $publisher, $published_on, $licence, $note, $sha256, $recorded_at, $actor, $actor_role
);

-- name: editions
-- grain: edition
-- Every edition with its fingerprint, the latest first.
select edition, fingerprint, recorded_at from edition order by edition desc;

-- name: cycle_revisions
-- grain: cycle
-- The revision each cycle's settings have reached, and whether somebody saved it on screen: what the program ships is written
-- together with an edition, and nobody saves anything in a practice store.
with latest as (
    select cycle, revision, recorded_at
    from cycle_setting
    qualify row_number() over (partition by cycle order by revision desc) = 1
)

select
    latest.cycle,
    latest.revision,
    (select store_made.kind = 'live' from store_made)
    and not exists (
        select 1
        from edition
        where edition.recorded_at = latest.recorded_at
    ) as saved,
from latest
order by latest.cycle;

-- name: releases
-- grain: release
-- Releases loaded, with the fingerprint of what was loaded.
select release, sha256, recorded_at from release order by recorded_at, release;

-- name: newest_release
-- grain: release
-- The release that was loaded last.
select release from release order by recorded_at desc, release desc limit 1;
