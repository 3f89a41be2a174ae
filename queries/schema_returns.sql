-- Tables of what authorities send beside its figures: the file, its words, placements and sign-offs, problems, and what was erased.
-- Insert-only, like all of the ledger.

-- name: received_file
-- grain: sha256
-- A file as it came, kept in files/ under its hash.
create table if not exists received_file (
    sha256 varchar not null,
    name varchar not null,
    kind varchar not null check (kind in ('word', 'old_word', 'workbook', 'table')),
    bytes bigint not null,
    recorded_at timestamp not null,
    actor varchar not null,
    actor_role varchar not null,
    primary key (sha256)
);

-- name: submission_origin
-- grain: cycle, area, version
-- What a version came from: a file that was sent, or an earlier version mended on screen.
create table if not exists submission_origin (
    cycle varchar not null,
    area varchar not null,
    version integer not null,
    how varchar not null check (how in ('file', 'mended')),
    sha256 varchar,
    form varchar not null,
    based_on integer,
    primary key (cycle, area, version)
);

-- name: returned_answer
-- grain: cycle, area, version, item, entry, part
-- What was written under a question of the form, entry by entry.
create table if not exists returned_answer (
    cycle varchar not null,
    area varchar not null,
    version integer not null,
    item varchar not null,
    entry integer not null,
    part varchar not null,
    "text" varchar not null,
    place varchar not null,
    primary key (cycle, area, version, item, entry, part)
);

-- name: returned_placement
-- grain: cycle, area, version, enabler
-- Where a version places its authority on the improvement grid: position 1 to 5, none is not placed. Never in a file for Ofsted.
create table if not exists returned_placement (
    cycle varchar not null,
    area varchar not null,
    version integer not null,
    enabler varchar not null,
    position integer check (position between 1 and 5),
    evidence varchar not null,
    place varchar not null,
    primary key (cycle, area, version, enabler)
);

-- name: returned_sign_off
-- grain: cycle, area, version, office
-- What the file itself says of who signed it: Director (dcs), Lead Member (lm), Chief Executive (ce).
create table if not exists returned_sign_off (
    cycle varchar not null,
    area varchar not null,
    version integer not null,
    office varchar not null,
    name varchar not null,
    day date,
    place varchar not null,
    primary key (cycle, area, version, office)
);

-- name: returned_problem
-- grain: cycle, area, version, ordinal
-- What was found to look at in a version: it blocks what it concerns (a figure, by number and column), or is to be confirmed.
create table if not exists returned_problem (
    cycle varchar not null,
    area varchar not null,
    version integer not null,
    ordinal integer not null,
    place varchar not null,
    found varchar not null,
    expected varchar not null,
    way_out varchar not null,
    blocks boolean not null,
    number integer,
    column_key varchar,
    primary key (cycle, area, version, ordinal)
);

-- name: sign_off_entry
-- grain: cycle, area, office, revision
-- Who signed which version, by its content hash; a later version is unsigned. A withdrawn revision takes it back.
create table if not exists sign_off_entry (
    cycle varchar not null,
    area varchar not null,
    office varchar not null check (office in ('dcs', 'lm', 'ce')),
    revision integer not null,
    version integer not null,
    content_hash varchar not null,
    name varchar not null,
    state varchar not null check (state in ('stands', 'withdrawn')),
    reason varchar,
    recorded_at timestamp not null,
    actor varchar not null,
    actor_role varchar not null,
    primary key (cycle, area, office, revision)
);

-- name: explanation_entry
-- grain: cycle, area, kpi, ordinal, revision
-- Why a returned figure differs from the published one, in the authority's words; an empty text takes it back.
create table if not exists explanation_entry (
    cycle varchar not null,
    area varchar not null,
    kpi varchar not null,
    ordinal integer not null,
    revision integer not null,
    "text" varchar not null,
    recorded_at timestamp not null,
    actor varchar not null,
    actor_role varchar not null,
    primary key (cycle, area, kpi, ordinal, revision)
);

-- name: erasure
-- grain: erased_at
-- The one exception to growing: when something was erased, why and by whom, and how many places held it; not what it was.
create table if not exists erasure (
    erased_at timestamp not null,
    why varchar not null,
    places integer not null,
    actor varchar not null,
    actor_role varchar not null,
    primary key (erased_at)
);
