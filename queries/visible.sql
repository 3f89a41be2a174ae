-- The lowest views: what a viewer may see at a moment. Both are session variables set by store.reading(); without them every
-- view here is empty (fails closed). Nothing above this file reads a table of schema.sql directly.

-- name: moment
-- grain: viewer
-- Who reads, and the moment whose knowledge is shown. No row when either is not set, and then nothing else has rows.
create or replace view moment as
select
    getvariable('viewer')::varchar as viewer,
    getvariable('as_of')::timestamp as as_of,
where getvariable('viewer') is not null and getvariable('as_of') is not null;

-- name: current_edition
-- grain: edition
-- held: rows
-- The latest edition of reference data and rules recorded by the moment; before the first there was none, so the first serves.
create or replace view current_edition as
select edition.edition
from edition
cross join moment
order by edition.recorded_at > moment.as_of, if(edition.recorded_at > moment.as_of, edition.edition, -edition.edition)
limit 1;

-- name: current_release
-- grain: release
-- held: rows
-- The latest release out by the moment. A release whose day is not known is shown (screens mark it); of several, the latest that had
-- been loaded by then, or else the first that ever was.
create or replace view current_release as
select
    release.release,
    release.title,
    release.publisher,
    release.published_on,
    release.licence,
    release.note,
    release.recorded_at,
from release
cross join moment
where release.published_on is null or release.published_on <= moment.as_of
order by
    release.recorded_at > moment.as_of,
    if(release.recorded_at > moment.as_of, epoch_us(release.recorded_at), -epoch_us(release.recorded_at)),
    release.release
limit 1;

-- name: area
-- grain: area
-- held: rows
-- England, regions, subregions and authorities.
create or replace view area as
select reference_area.* exclude (edition)
from reference_area
inner join current_edition using (edition);

-- name: tile
-- grain: area
-- held: rows
-- Squares of the tile maps. A map is no knowledge of its day: an edition from before there were any is drawn with the first there are.
create or replace view tile as
with
drawn as (
    select
        coalesce(
            max(reference_tile.edition) filter (reference_tile.edition <= current_edition.edition),
            min(reference_tile.edition)
        ) as edition,
    from reference_tile
    cross join current_edition
)

select reference_tile.* exclude (edition)
from reference_tile
inner join drawn using (edition);

-- name: kpi_group
-- grain: kpi_group
-- held: rows
-- Groups of KPIs.
create or replace view kpi_group as
select reference_kpi_group.* exclude (edition)
from reference_kpi_group
inner join current_edition using (edition);

-- name: kpi
-- grain: kpi
-- held: rows
-- KPIs with the name, order and focus of their group.
create or replace view kpi as
select
    reference_kpi.* exclude (edition),
    kpi_group."order" as group_order,
    kpi_group.name as group_name,
    kpi_group.short_name as group_short_name,
    kpi_group.focus,
    reference_family.topic,
    reference_family.plural as topic_plural,
from reference_kpi
inner join current_edition using (edition)
inner join kpi_group using (kpi_group)
left join reference_family using (edition, family);

-- name: year_words
-- grain: none
-- A source year in words, by the kind of year it is: the label `2017` of a financial year is the year ending in 2017.
create or replace macro year_words(year_type, period) as case
    when year_type in ('financial', 'academic') then (period - 1)::varchar || '/' || right(period::varchar, 2)
    when year_type = 'september' then '30 September ' || period::varchar
    when year_type = 'march' then '31 March ' || period::varchar
    when year_type = 'january' then 'January ' || period::varchar
    else period::varchar
end;

-- name: year_end
-- grain: none
-- The last day of a source year, by the kind of year it is: before it nobody could know its figures.
create or replace macro year_end(year_type, period) as case year_type
    when 'financial' then make_date(period, 3, 31)
    when 'march' then make_date(period, 3, 31)
    when 'january' then make_date(period, 1, 31)
    when 'september' then make_date(period, 9, 30)
    when 'academic' then make_date(period, 8, 31)
    else make_date(period, 12, 31)
end;

-- name: series_break
-- grain: kpi, period
-- held: rows
-- First periods of new series.
create or replace view series_break as
select reference_break.* exclude (edition)
from reference_break
inner join current_edition using (edition);

-- name: cutoff
-- grain: cutoff
-- held: rows
-- Cut-offs of the rules.
create or replace view cutoff as
select reference_cutoff.* exclude (edition)
from reference_cutoff
inner join current_edition using (edition);

-- name: neighbour
-- grain: model, area, place
-- held: rows
-- Statistical neighbours.
create or replace view neighbour as
select reference_neighbour.* exclude (edition)
from reference_neighbour
inner join current_edition using (edition);

-- name: not_loaded
-- grain: item
-- held: rows
-- What is asked for and no release holds.
create or replace view not_loaded as
select reference_not_loaded.* exclude (edition)
from reference_not_loaded
inner join current_edition using (edition);

-- name: unknown_year
-- grain: kpi, period
-- held: rows
-- Years of a KPI the group could not have seen at the moment: first published after it where that day is known, or not over yet.
create or replace view unknown_year as
select
    kpi.kpi,
    years.period,
    reference_publication.published_on,
    reference_publication.known_from,
    year_end(kpi.year_type, years.period) > moment.as_of::date as under_way,
from kpi
cross join (select unnest(range(2000, 2101))::integer as period) as years
cross join current_edition
cross join moment
left join reference_publication
    on reference_publication.edition = current_edition.edition
    and reference_publication.kpi = kpi.kpi
    and reference_publication.period = years.period
where reference_publication.published_on > moment.as_of or year_end(kpi.year_type, years.period) > moment.as_of;

-- name: publication
-- grain: kpi, period
-- held: rows
-- Years of a KPI whose day of first publication is known and had come by the moment.
create or replace view publication as
select
    reference_publication.kpi,
    reference_publication.period,
    reference_publication.published_on,
    reference_publication.known_from,
from reference_publication
inner join current_edition using (edition)
cross join moment
where reference_publication.published_on <= moment.as_of;
