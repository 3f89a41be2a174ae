-- Tables of the reference data (data/reference, reviewed like code), each row under the edition it was loaded with.

-- name: edition
-- grain: edition
-- One loading of data/reference with the rules of that day. Cut-offs, polarities and rules are versioned together, so that a view
-- of an earlier day meets the rules of that day.
create table if not exists edition (
    edition integer not null,
    fingerprint varchar not null,
    recorded_at timestamp not null,
    actor varchar not null,
    actor_role varchar not null,
    primary key (edition)
);

-- name: reference_area
-- grain: edition, area
-- England, regions, subregions (Inner and Outer London) and authorities, each with the days it existed.
create table if not exists reference_area (
    edition integer not null,
    area varchar not null,
    name varchar not null,
    kind varchar not null check (kind in ('england', 'region', 'subregion', 'authority')),
    region varchar,
    la_number integer,
    ons_code varchar,
    first_day date,
    last_day date,
    follows varchar,
    other_names varchar,
    primary key (edition, area)
);

-- name: reference_tile
-- grain: edition, area
-- Where an authority's square stands in the tile map of its region: columns grow east, rows grow south.
create table if not exists reference_tile (
    edition integer not null,
    area varchar not null,
    "column" integer not null,
    "row" integer not null,
    label varchar not null,
    primary key (edition, area)
);

-- name: reference_kpi_group
-- grain: edition, kpi_group
-- Groups of KPIs in the self-view's order; focus is what the challenge forum may be asked to look at.
create table if not exists reference_kpi_group (
    edition integer not null,
    kpi_group varchar not null,
    "order" integer not null,
    name varchar not null,
    short_name varchar not null,
    focus varchar not null check (focus in ('Social Care', 'Education')),
    primary key (edition, kpi_group)
);

-- name: reference_family
-- grain: edition, family
-- What KPIs of one family are about, as a headline names them; plural says how the verb agrees.
create table if not exists reference_family (
    edition integer not null,
    family varchar not null,
    topic varchar not null,
    plural boolean not null,
    primary key (edition, family)
);

-- name: reference_kpi
-- grain: edition, kpi
-- What a KPI is, which end is good, how it is rounded and compared. Reviewed like code in data/reference/kpis.csv.
create table if not exists reference_kpi (
    edition integer not null,
    kpi varchar not null,
    "order" integer not null,
    number integer,
    section varchar not null check (section in ('2', '3', 'beside')),
    kpi_group varchar not null,
    family varchar not null,
    headline boolean not null,
    name varchar not null,
    short_name varchar not null,
    unit varchar not null,
    unit_short varchar not null,
    decimals integer not null,
    polarity varchar not null check (polarity in ('high', 'low', 'context')),
    caution varchar,
    meaningful_change double,
    flow boolean not null,
    chance varchar not null check (chance in ('proportion', 'events', 'none')),
    year_type varchar not null,
    source varchar not null check (source in ('lait', 'derived', 'none')),
    measure varchar,
    publication varchar,
    definition varchar not null,
    comparability varchar,
    when_high varchar,
    when_low varchar,
    primary key (edition, kpi)
);

-- name: reference_break
-- grain: edition, kpi, period
-- First period of a new series: no change is stated across it.
create table if not exists reference_break (
    edition integer not null,
    kpi varchar not null,
    period integer not null,
    why varchar not null,
    primary key (edition, kpi, period)
);

-- name: reference_publication
-- grain: edition, kpi, period
-- The day figures of a year were first published, where that is known; a year without a row is of unknown day.
create table if not exists reference_publication (
    edition integer not null,
    kpi varchar not null,
    period integer not null,
    published_on date not null,
    known_from varchar not null,
    primary key (edition, kpi, period)
);

-- name: reference_cutoff
-- grain: edition, cutoff
-- Cut-offs of the rules, which the region can change.
create table if not exists reference_cutoff (
    edition integer not null,
    cutoff varchar not null,
    value double not null,
    meaning varchar not null,
    primary key (edition, cutoff)
);

-- name: reference_neighbour
-- grain: edition, model, area, place
-- Ten statistical neighbours of each authority, by model.
create table if not exists reference_neighbour (
    edition integer not null,
    model varchar not null,
    area varchar not null,
    place integer not null,
    neighbour varchar not null,
    closeness varchar,
    primary key (edition, model, area, place)
);

-- name: reference_not_loaded
-- grain: edition, item
-- What self-view Section 3 asks and no release holds, and where it would come from.
create table if not exists reference_not_loaded (
    edition integer not null,
    item varchar not null,
    asked_in varchar not null,
    why varchar not null,
    would_come_from varchar not null,
    primary key (edition, item)
);

-- name: reference_enabler
-- grain: edition, enabler
-- The seven enablers of the LGA/Isos research, by their exact names.
create table if not exists reference_enabler (
    edition integer not null,
    enabler varchar not null,
    number integer not null,
    name varchar not null,
    short_name varchar not null,
    primary key (edition, enabler)
);

-- name: reference_grid_position
-- grain: edition, position
-- The five positions of the grid: three stages of the journey and the two between them.
create table if not exists reference_grid_position (
    edition integer not null,
    position integer not null,
    name varchar not null,
    stage boolean not null,
    primary key (edition, position)
);

-- name: reference_prompt
-- grain: edition, enabler, position
-- Short prompts for each enabler and stage, in the project's own words: not the text of the LGA/Isos grid.
create table if not exists reference_prompt (
    edition integer not null,
    enabler varchar not null,
    position integer not null check (position in (1, 3, 5)),
    "text" varchar not null,
    primary key (edition, enabler, position)
);

-- name: reference_enabler_group
-- grain: edition, enabler, kpi_group
-- Groups of KPIs that are shown beside an enabler. Beside, not as proof: figures do not say where an authority stands.
create table if not exists reference_enabler_group (
    edition integer not null,
    enabler varchar not null,
    kpi_group varchar not null,
    why varchar not null,
    primary key (edition, enabler, kpi_group)
);

-- name: reference_contrast
-- grain: edition, contrast
-- Ways in which a placement and what stands beside it can sit oddly, each with the question it asks; {…} is filled in.
create table if not exists reference_contrast (
    edition integer not null,
    contrast varchar not null,
    "order" integer not null,
    title varchar not null,
    question varchar not null,
    primary key (edition, contrast)
);

-- name: reference_tag_word
-- grain: edition, about, tagged, word
-- Words that suggest what a strength or wanted focus is about; a person confirms.
create table if not exists reference_tag_word (
    edition integer not null,
    about varchar not null check (about in ('kpi_group', 'enabler')),
    tagged varchar not null,
    word varchar not null,
    primary key (edition, about, tagged, word)
);
