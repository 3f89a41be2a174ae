-- The cells of a cycle's tables: every one a table could show has a row, and its status says why it is empty.

-- name: cycle_area
-- grain: cycle, area
-- held: rows
-- The areas a cycle's tables show: its authorities with BPN and round where known, its region, and England.
create or replace view cycle_area as
select
    cycle_member.cycle,
    cycle_member.area,
    area.kind,
    membership.bpn,
    membership.bpn_name,
    membership.round,
from cycle_member
inner join area using (area)
left join membership using (cycle, area)
union all
select
    cycle.cycle,
    area.area,
    area.kind,
    null as bpn,
    null as bpn_name,
    null as round,
from cycle
inner join area on area.kind = 'england' or area.area = cycle.region;

-- name: cycle_cell
-- grain: cycle, kpi, ordinal, area
-- held: rows
-- Every cell a table of the cycle could show, with the source year that stands in its column, if one does.
create or replace view cycle_cell as
select
    cycle_period.cycle,
    cycle_period.kpi,
    cycle_period.ordinal,
    cycle_area.area,
    cycle_area.kind,
    cycle.region,
    cycle.neighbour_model,
    cycle_column.column_key,
    cycle_column.label as column_label,
    cycle_period.label as period_label,
    cycle_period.source_year,
    cycle_area.bpn,
    cycle_area.bpn_name,
    cycle_area.round,
    kpi.polarity,
    kpi.decimals,
    kpi.flow,
    kpi.number,
    kpi.meaningful_change,
from cycle_period
inner join cycle using (cycle)
inner join cycle_column using (cycle, ordinal)
inner join cycle_area using (cycle)
inner join kpi on kpi.kpi = cycle_period.kpi;

-- name: cycle_position
-- grain: kpi, period, area
-- held: rows
-- The published figures cycles show: of the years in their columns, and of their members, their regions with the authorities of the time,
-- and England. A few thousand of a hundred thousand, read once. Not joined with cycle_area: DuckDB 1.5.5 then plans theme_authority so
-- that its parts wait for each other for ever.
create or replace view cycle_position as
with years as (
    select distinct
        cycle_period.kpi,
        cycle_period.source_year as period,
    from cycle_period
),

shown as (
    select area.area,
    from area
    where
        area.kind = 'england'
        or area.area in (select cycle.region from cycle)
        or area.region in (select cycle.region from cycle)
        or area.area in (select cycle_member.area from cycle_member)
)

select published_position.*,
from years
inner join published_position using (kpi, period)
inner join shown using (area);

-- name: published_cell
-- grain: cycle, kpi, ordinal, area
-- held: view
-- Published figures in a cycle's columns.
create or replace view published_cell as
select
    'published' as source,
    cycle_cell.* exclude (flow, number, meaningful_change),
    cycle_position.* exclude (
        scope, source, kpi, period, area, kind, region, polarity, decimals, source_year, status, note, comparable
    ),
    coalesce(cycle_position.status, 'not_published') as status,
    case
        when cycle_position.status is not null then cycle_position.note
        when cycle_cell.source_year is null then 'no published figure stands in this column'
        when unknown_year.under_way then 'the year was not over at the moment shown'
        when unknown_year.period is not null
            then 'first published on ' || strftime(unknown_year.published_on, '%-d %B %Y') || ', after the moment shown'
        else 'not held in this release'
    end as note,
    'published' as basis,
    true as comparable,
from cycle_cell
left join cycle_position
    on cycle_position.kpi = cycle_cell.kpi
    and cycle_position.period = cycle_cell.source_year
    and cycle_position.area = cycle_cell.area
left join unknown_year on unknown_year.kpi = cycle_cell.kpi and unknown_year.period = cycle_cell.source_year;

-- name: returned_cell
-- grain: cycle, kpi, ordinal, area
-- held: view
-- Returned figures of every member for every numbered KPI, whether they came or not.
create or replace view returned_cell as
select
    'returned' as source,
    cycle_cell.* exclude (flow, number, meaningful_change),
    returned_position.* exclude (
        scope, source, kpi, period, area, kind, region, polarity, decimals, source_year, status, note, comparable, part_year
    ),
    coalesce(returned_position.part_year, false) as part_year,
    coalesce(returned_position.status, 'not_returned') as status,
    case
        when returned_position.status is not null then returned_position.note
        when latest_submission.area is null then 'no return received'
        else 'left out of the return'
    end as note,
    'returned' as basis,
    coalesce(returned_position.comparable, true) as comparable,
from cycle_cell
left join returned_position
    on returned_position.scope = cycle_cell.cycle
    and returned_position.kpi = cycle_cell.kpi
    and returned_position.period = cycle_cell.ordinal
    and returned_position.area = cycle_cell.area
left join latest_submission on latest_submission.cycle = cycle_cell.cycle and latest_submission.area = cycle_cell.area
where cycle_cell.number is not null and cycle_cell.kind = 'authority';

-- name: comparator_cell
-- grain: cycle, kpi, ordinal, area
-- held: view
-- What stands in the rows of the region and of England beside returned figures: the mean of what was returned, and the published
-- figure of that year. Neither was returned by anybody: basis says what it is.
create or replace view comparator_cell as
with amounts as (
    select
        cycle_cell.*,
        published_cut_point.england,
        if(cycle_cell.kind = 'region', regional_cut_point.region_value, published_cut_point.england) as value,
        regional_cut_point.region_value,
        regional_cut_point.region_value_kind,
        regional_cut_point.region_n,
        coalesce(cycle_cell.meaningful_change, cutoffs.meaningful_share * published_cut_point.iqr) as meaningful,
        if(
            cycle_cell.kind = 'region', round(regional_cut_point.region_value - published_cut_point.england, 9), null
        ) as england_gap,
        least(
            towards_good(published_cut_point.lowest, cycle_cell.polarity),
            towards_good(published_cut_point.highest, cycle_cell.polarity)
        ) as worst,
        greatest(
            towards_good(published_cut_point.lowest, cycle_cell.polarity),
            towards_good(published_cut_point.highest, cycle_cell.polarity)
        ) as best,
    from cycle_cell
    cross join cutoffs
    left join published_cut_point
        on published_cut_point.kpi = cycle_cell.kpi and published_cut_point.period = cycle_cell.source_year
    left join regional_cut_point
        on regional_cut_point.source = 'returned'
        and regional_cut_point.scope = cycle_cell.cycle
        and regional_cut_point.kpi = cycle_cell.kpi
        and regional_cut_point.period = cycle_cell.ordinal
        and regional_cut_point.region = cycle_cell.region
    where cycle_cell.number is not null and cycle_cell.kind <> 'authority'
)

select
    'returned' as source,
    amounts.* exclude (flow, number, meaningful_change, worst, best),
    case
        when amounts.value is not null then 'value'
        when amounts.kind = 'region' then 'not_returned'
        else 'not_published'
    end as status,
    if(amounts.kind = 'region', amounts.region_value_kind || ' returned', 'published') as basis,
    false as part_year,
    true as comparable,
    difference_word(amounts.england_gap, amounts.meaningful, amounts.polarity, 'better', 'worse') as against_england,
    spot_of(
        towards_good(amounts.value, amounts.polarity),
        towards_good(amounts.england, amounts.polarity),
        amounts.worst,
        amounts.best
    ) as spot,
from amounts;

-- name: returned_row
-- grain: cycle, kpi, ordinal, area
-- held: view
-- Returned cells, and those of region and England beside them.
create or replace view returned_row as
select *,
from returned_cell
union all by name
select *,
from comparator_cell;
