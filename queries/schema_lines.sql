-- Reference tables of the lines of enquiry: what kinds there are, which figures are read together, the words offered, and caveats.
-- Reviewed like code in data/reference; a region can add pairs and change weights and words.

-- name: reference_line_kind
-- grain: edition, kind
-- Kinds of lines of enquiry, in order, with what each weighs before distance is counted (0 to 60).
create table if not exists reference_line_kind (
    edition integer not null,
    kind varchar not null,
    "order" integer not null,
    title varchar not null,
    symbol varchar not null,
    concern boolean not null,
    weight double not null check (weight between 0 and 60),
    primary key (edition, kind)
);

-- name: reference_line_pair
-- grain: edition, pair
-- Two figures that pull apart when one stands among England's highest or lowest quarter of values and the other on its own side.
create table if not exists reference_line_pair (
    edition integer not null,
    pair varchar not null,
    "order" integer not null,
    title varchar not null,
    kpi varchar not null,
    side varchar not null check (side in ('high', 'low')),
    other_kpi varchar not null,
    other_side varchar not null check (other_side in ('high', 'low')),
    why varchar not null,
    primary key (edition, pair)
);

-- name: reference_line_template
-- grain: edition, kind, subject
-- Words offered for a line, for any subject of a kind or for one (a group of KPIs, a KPI, a pair, an enabler, a contrast); the most
-- specific wins, and what it leaves empty the next says. {…} is filled in.
create table if not exists reference_line_template (
    edition integer not null,
    kind varchar not null,
    subject varchar not null,
    wording varchar,
    explanation varchar not null,
    other_explanation varchar not null,
    question varchar not null,
    primary key (edition, kind, subject)
);

-- name: reference_line_caveat
-- grain: edition, caveat
-- What is to be borne in mind with a line, in words.
create table if not exists reference_line_caveat (
    edition integer not null,
    caveat varchar not null,
    words varchar not null,
    primary key (edition, caveat)
);

-- name: reference_line_kpi_caveat
-- grain: edition, kpi, caveat
-- Caveats that hang on a KPI: it is returned under another definition than it is published.
create table if not exists reference_line_kpi_caveat (
    edition integer not null,
    kpi varchar not null,
    caveat varchar not null,
    why varchar not null,
    primary key (edition, kpi, caveat)
);
