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
