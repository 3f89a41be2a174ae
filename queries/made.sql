-- What the rules make of a release, kept: it never changes, so it is worked out once when a release or an edition of the reference
-- data arrives, and read from here. Tables first; then the views that show a reader the part that stands at the moment: of the current
-- release and edition, without years first published after it; then the inserts, in order, for a reader who sees the whole release.
-- Run again they add nothing: of a release and an edition all is made, or none. The tables have no keys: an index over them costs more
-- than the rules do, and audits.made_twice finds what a key would refuse. Stores made before still have them, and a table neighbour_made
-- that nothing reads. `not exists` and not `anti join`: DuckDB 1.5.5 fails on the latter (internal error, the connection is lost) when a
-- filter on period stands above it.

-- name: cut_point_made
-- grain: release, edition, kpi, period
-- Cut-points of England's authorities for one KPI and year, as view cut_point makes them.
create table if not exists cut_point_made (
    release varchar not null,
    edition integer not null,
    kpi varchar not null,
    period integer not null,
    existing integer not null,
    counted integer not null,
    coverage double,
    enough boolean not null,
    england double,
    q25 double,
    q50 double,
    q75 double,
    lowest double,
    v25 double,
    v50 double,
    v75 double,
    highest double,
    iqr double
);

-- name: funnel_made
-- grain: release, edition, kpi, period
-- Centre and widening of the funnel for one KPI and year, as view funnel makes them.
create table if not exists funnel_made (
    release varchar not null,
    edition integer not null,
    kpi varchar not null,
    period integer not null,
    chance varchar not null,
    n integer not null,
    target double not null,
    phi double not null,
    tau2 double not null
);

-- name: position_made
-- grain: release, edition, kpi, period, area
-- One published figure with all the rules say about it, as view judged makes it.
create table if not exists position_made (
    release varchar not null,
    edition integer not null,
    kpi varchar not null,
    period integer not null,
    area varchar not null,
    value double,
    status varchar not null,
    note varchar,
    numerator double,
    denominator double,
    year_label varchar,
    measure varchar,
    place varchar,
    kind varchar not null,
    region varchar,
    polarity varchar not null,
    decimals integer not null,
    goodness double,
    rank integer,
    out_of integer,
    regional_rank integer,
    regional_out_of integer,
    band varchar,
    regional_band varchar,
    context_side varchar,
    previous_value double,
    previous_period integer,
    change double,
    meaningful double,
    direction varchar,
    change_reason varchar,
    break_why varchar,
    england double,
    england_gap double,
    against_england varchar,
    region_value double,
    region_value_kind varchar,
    region_n integer,
    region_gap double,
    against_region varchar,
    signal varchar,
    interval_low double,
    interval_high double,
    interval_method varchar,
    funnel_low double,
    funnel_high double,
    z double,
    more_than_chance varchar,
    spot double,
    spot_region double,
    spot_q25 double,
    spot_q75 double,
    spot_low double,
    spot_high double
);

-- name: theme_made
-- grain: release, edition, kpi, period, region
-- The theme of one region, KPI and year, as view theme makes it.
create table if not exists theme_made (
    release varchar not null,
    edition integer not null,
    kpi varchar not null,
    period integer not null,
    region varchar not null,
    polarity varchar not null,
    existing integer not null,
    counted integer not null,
    coverage double,
    enough boolean not null,
    region_value double,
    england double,
    level double,
    level_basis varchar,
    n_banded integer not null,
    n_worst integer not null,
    n_best integer not null,
    worst_share double,
    best_share double,
    n_moved_of integer not null,
    n_improved integer not null,
    n_worsened integer not null,
    worsened_share double,
    improved_share double,
    region_change double,
    england_change double,
    spread double,
    kind varchar,
    no_theme_reason varchar,
    breadth_distance double,
    theme_order integer
);

-- name: published_cut_point
-- grain: kpi, period
-- held: view
-- Cut-points that stand at the moment.
create or replace view published_cut_point as
select cut_point_made.* exclude (release, edition)
from cut_point_made
inner join current_release using (release)
inner join current_edition using (edition)
where not exists (
    select 1 from unknown_year where unknown_year.kpi = cut_point_made.kpi and unknown_year.period = cut_point_made.period
);

-- name: published_funnel
-- grain: kpi, period
-- held: view
-- Funnels that stand at the moment.
create or replace view published_funnel as
select funnel_made.* exclude (release, edition)
from funnel_made
inner join current_release using (release)
inner join current_edition using (edition)
where not exists (
    select 1 from unknown_year where unknown_year.kpi = funnel_made.kpi and unknown_year.period = funnel_made.period
);

-- name: published_position
-- grain: kpi, period, area
-- held: view
-- Published figures and what the rules say about them, at the moment. A read of this view works nothing out.
create or replace view published_position as
select
    '' as scope,
    'published' as source,
    position_made.* exclude (release, edition),
    false as part_year,
    null::date as period_end,
    position_made.period as source_year,
    true as comparable,
from position_made
inner join current_release using (release)
inner join current_edition using (edition)
where not exists (
    select 1 from unknown_year where unknown_year.kpi = position_made.kpi and unknown_year.period = position_made.period
);

-- name: published_theme
-- grain: kpi, period, region
-- held: view
-- Themes in published figures, at the moment.
create or replace view published_theme as
select theme_made.* exclude (release, edition)
from theme_made
inner join current_release using (release)
inner join current_edition using (edition)
where not exists (
    select 1 from unknown_year where unknown_year.kpi = theme_made.kpi and unknown_year.period = theme_made.period
);

-- name: published_neighbour_mean
-- grain: model, kpi, period, area
-- held: view
-- Unweighted means of the published figures of an authority's ten statistical neighbours, those without a value left out and counted out.
-- Worked out when asked, for the KPI or the authority that is asked for.
create or replace view published_neighbour_mean as
select
    neighbour.model,
    published_position.kpi,
    published_position.period,
    neighbour.area,
    round(avg(round(published_position.value, published_position.decimals)), 9) as neighbour_mean,
    count(published_position.value)::integer as neighbour_n,
from neighbour
inner join published_position on published_position.area = neighbour.neighbour
group by neighbour.model, published_position.kpi, published_position.period, neighbour.area;

-- name: make_cut_points
-- grain: none
-- Cut-points of every KPI and year. First: everything after is placed on them.
insert into cut_point_made by name
select
    $release as release,
    $edition as edition,
    cut_point.*,
from cut_point
where not exists (select 1 from cut_point_made where cut_point_made.release = $release and cut_point_made.edition = $edition);

-- name: make_funnels
-- grain: none
-- Funnels of every KPI with counts.
insert into funnel_made by name
select
    $release as release,
    $edition as edition,
    funnel.*,
from funnel
where not exists (select 1 from funnel_made where funnel_made.release = $release and funnel_made.edition = $edition);

-- name: make_positions
-- grain: none
-- What the rules say about every published figure.
insert into position_made by name
select
    $release as release,
    $edition as edition,
    judged.* exclude (scope, source, part_year, period_end, source_year, comparable),
from judged
where
    judged.source = 'published'
    and not exists (
        select 1 from position_made where position_made.release = $release and position_made.edition = $edition
    );

-- name: make_themes
-- grain: none
-- Themes of every region, KPI and year.
insert into theme_made by name
select
    $release as release,
    $edition as edition,
    themes.* exclude (scope, source, england_enough, england_existing, england_counted, kpi_order),
from themes_of('published') as themes
where not exists (select 1 from theme_made where theme_made.release = $release and theme_made.edition = $edition);
