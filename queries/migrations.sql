-- Steps from one schema version to the next, one block each: to_2_what_it_does, to_3_… A store is copied before it takes them. New
-- tables come from the schema's own files, which are applied again first (they create only what is not there).

-- name: to_2_adds_tiles
-- grain: none
-- The squares of the tile maps; the edition that comes with them fills the table.
create table if not exists reference_tile (
    edition integer not null,
    area varchar not null,
    "column" integer not null,
    "row" integer not null,
    label varchar not null,
    primary key (edition, area)
);

-- name: to_2_says_what_tiles_are
-- grain: none
-- What stands in them.
comment on table reference_tile is 'Where each authority''s square stands in the tile map of its region.';
comment on column reference_tile.edition is 'The edition of reference data and rules it belongs to.';
comment on column reference_tile.area is 'The authority.';
comment on column reference_tile."column" is 'Place from west to east in its region, from 1.';
comment on column reference_tile."row" is 'Place from north to south in its region, from 1.';
comment on column reference_tile.label is 'Its name, shortened where a small square is too narrow for it.';

-- name: to_3_says_what_a_submission_came_as
-- grain: none
-- Since files are read, a submission keeps the file's name; the tables of what authorities send come with this version.
comment on column submission.received_as is 'Name of the file it came as.';

-- name: to_3_says_what_is_hashed
-- grain: none
-- A sign-off belongs to the content of a version, not to the bytes of its file.
comment on column submission.content_hash is 'SHA-256 of what was read: figures, words, placements. What is signed.';

-- name: to_4_places_authorities_as_their_self_views_do
-- grain: none
-- Since placements are a ledger of their own, what versions said of the grid so far stands in it, one revision for each change. An
-- older store does not tell a row left empty from *not placed*: in a first version it is taken as the latter, in a later one as empty.
insert into placement_entry by name
with told as (
    select
        returned_placement.cycle,
        returned_placement.area,
        returned_placement.enabler,
        returned_placement.version,
        returned_placement.position,
        returned_placement.evidence,
        submission.recorded_at,
        submission.actor,
        submission.actor_role,
        lag(returned_placement.version) over earlier as version_before,
        lag(returned_placement.position) over earlier as position_before,
        lag(returned_placement.evidence) over earlier as evidence_before,
    from returned_placement
    inner join submission using (cycle, area, version)
    where returned_placement.position is not null or returned_placement.evidence <> '' or returned_placement.version = 1
    window
        earlier as (
            partition by returned_placement.cycle, returned_placement.area, returned_placement.enabler
            order by returned_placement.version
        )
)

select
    told.cycle,
    told.area,
    told.enabler,
    'self' as kind,
    row_number() over (partition by told.cycle, told.area, told.enabler order by told.version)::integer as revision,
    if(told.position is null, 'not_placed', 'placed') as state,
    told.position,
    told.evidence,
    'self-view, version ' || told.version as origin,
    told.recorded_at,
    told.actor,
    told.actor_role,
from told
where
    told.version_before is null
    or told.position is distinct from told.position_before
    or told.evidence <> told.evidence_before;

-- name: to_5_says_what_is_asked
-- grain: none
-- Challenge questions, what they rest on and what was sent come as tables of their own; nothing of what stood changes.
comment on table question_entry is 'Every word on a challenge question, the whole of it each time; the latest revision counts.';
