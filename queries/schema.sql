-- Tables of the store: an insert-only ledger. Nothing in here is ever updated or deleted; views in visible.sql give the latest
-- revision a viewer may see at a moment. Plain keys and standard types, so that the same statements can run on PostgreSQL.

-- name: store_made
-- grain: kind
-- What the store is, said once when it is made: `live` or `practice`. A live store never holds an invented row.
create table if not exists store_made (
    kind varchar not null check (kind in ('live', 'practice')),
    made_at timestamp not null,
    actor varchar not null,
    actor_role varchar not null,
    primary key (kind)
);

-- name: schema_step
-- grain: version
-- The schema versions this store has been through; the highest is the one it has.
create table if not exists schema_step (
    version integer not null,
    applied_at timestamp not null,
    primary key (version)
);

-- name: written
-- grain: revision
-- One row for each thing written: the number of rows is the store's revision, which is part of every cache key.
create table if not exists written (
    revision bigint not null,
    what varchar not null,
    recorded_at timestamp not null,
    actor varchar not null,
    actor_role varchar not null,
    primary key (revision)
);

-- name: release
-- grain: release
-- A release of official statistics, loaded whole; `published_on` is empty where the exact day is not known.
create table if not exists release (
    release varchar not null,
    title varchar not null,
    publisher varchar not null,
    published_on date,
    licence varchar not null,
    note varchar,
    sha256 varchar not null,
    recorded_at timestamp not null,
    actor varchar not null,
    actor_role varchar not null,
    primary key (release)
);

-- name: published_figure
-- grain: release, kpi, area, period
-- One published figure, rounded at the edge as the source publishes it. No number means NULL, and the status says why.
create table if not exists published_figure (
    release varchar not null,
    kpi varchar not null,
    area varchar not null,
    period integer not null,
    value double,
    status varchar not null check (
        status in ('value', 'zero', 'suppressed', 'not_published', 'not_published_or_suppressed', 'not_applicable')
    ),
    note varchar,
    numerator double,
    denominator double,
    year_label varchar not null,
    measure varchar not null,
    place varchar not null,
    check ((value is null) = (status not in ('value', 'zero'))),
    primary key (release, kpi, area, period)
);

-- name: cycle_setting
-- grain: cycle, revision
-- A cycle of the peer challenge in one region. A revision holds all of its settings: the latest counts whole.
create table if not exists cycle_setting (
    cycle varchar not null,
    revision integer not null,
    title varchar not null,
    region varchar not null,
    neighbour_model varchar not null,
    default_ordinal integer not null,
    note varchar,
    recorded_at timestamp not null,
    actor varchar not null,
    actor_role varchar not null,
    primary key (cycle, revision)
);

-- name: cycle_column_setting
-- grain: cycle, revision, ordinal
-- The columns of a cycle's KPI table, in order.
create table if not exists cycle_column_setting (
    cycle varchar not null,
    revision integer not null,
    ordinal integer not null,
    column_key varchar not null,
    label varchar not null,
    primary key (cycle, revision, ordinal)
);

-- name: cycle_member_setting
-- grain: cycle, revision, area
-- The authorities that take part.
create table if not exists cycle_member_setting (
    cycle varchar not null,
    revision integer not null,
    area varchar not null,
    primary key (cycle, revision, area)
);

-- name: cycle_period_setting
-- grain: cycle, revision, kpi, ordinal
-- Which source year stands in which column for which KPI: a reviewed table, never computed. No source year: nothing published stands there.
create table if not exists cycle_period_setting (
    cycle varchar not null,
    revision integer not null,
    kpi varchar not null,
    ordinal integer not null,
    source_year integer,
    label varchar not null,
    primary key (cycle, revision, kpi, ordinal)
);

-- name: cycle_date_setting
-- grain: cycle, revision, ordinal
-- The dates of the process, with who says so; two papers give two deadlines and both are kept.
create table if not exists cycle_date_setting (
    cycle varchar not null,
    revision integer not null,
    ordinal integer not null,
    first_day date,
    last_day date,
    kind varchar not null,
    what varchar not null,
    who varchar,
    detail varchar,
    said_by varchar,
    primary key (cycle, revision, ordinal)
);

-- name: cycle_bpn_setting
-- grain: cycle, revision, bpn
-- The BPNs of a cycle and the authority each is named after.
create table if not exists cycle_bpn_setting (
    cycle varchar not null,
    revision integer not null,
    bpn varchar not null,
    name varchar not null,
    lead_area varchar,
    primary key (cycle, revision, bpn)
);

-- name: cycle_forum_setting
-- grain: cycle, revision, bpn, round
-- The day of each BPN's challenge forum in each round.
create table if not exists cycle_forum_setting (
    cycle varchar not null,
    revision integer not null,
    bpn varchar not null,
    round varchar not null,
    day date,
    primary key (cycle, revision, bpn, round)
);

-- name: membership_entry
-- grain: cycle, area, revision
-- Which BPN and round an authority is in: data the region supplies. A withdrawn revision takes it back.
create table if not exists membership_entry (
    cycle varchar not null,
    area varchar not null,
    revision integer not null,
    bpn varchar not null,
    round varchar not null,
    state varchar not null check (state in ('stands', 'withdrawn')),
    reason varchar,
    recorded_at timestamp not null,
    actor varchar not null,
    actor_role varchar not null,
    primary key (cycle, area, revision)
);

-- name: submission
-- grain: cycle, area, version
-- One self-view as an authority sent it. The latest version counts whole: a KPI dropped in version 2 is dropped.
create table if not exists submission (
    cycle varchar not null,
    area varchar not null,
    version integer not null,
    received_as varchar,
    content_hash varchar,
    note varchar,
    recorded_at timestamp not null,
    actor varchar not null,
    actor_role varchar not null,
    primary key (cycle, area, version)
);

-- name: returned_figure
-- grain: cycle, area, version, kpi, ordinal
-- One figure of a submission, with the place in the file it came from.
create table if not exists returned_figure (
    cycle varchar not null,
    area varchar not null,
    version integer not null,
    kpi varchar not null,
    ordinal integer not null,
    value double,
    status varchar not null check (status in ('value', 'zero', 'suppressed', 'not_returned', 'not_applicable')),
    note varchar,
    numerator double,
    denominator double,
    part_year boolean not null,
    period_end date,
    place varchar not null,
    check ((value is null) = (status not in ('value', 'zero'))),
    primary key (cycle, area, version, kpi, ordinal)
);
