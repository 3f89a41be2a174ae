-- What screens read: the cells of a cycle with comparators, returned beside published, and the region's themes in order.

-- name: cycle_neighbour
-- grain: cycle, kpi, ordinal, area
-- held: rows
-- Unweighted means of the ten statistical neighbours' published figures, by the cycle's model, in its columns, with how many of them have
-- one.
create or replace view cycle_neighbour as
with near as (
    select
        cycle_member.cycle,
        cycle_member.area,
        neighbour.neighbour,
    from cycle_member
    inner join cycle using (cycle)
    inner join neighbour on neighbour.model = cycle.neighbour_model and neighbour.area = cycle_member.area
),

amounts as materialized (
    select
        cycle_period.cycle,
        cycle_period.kpi,
        cycle_period.ordinal,
        published_position.area,
        round(published_position.value, published_position.decimals) as rounded,
    from cycle_period
    inner join published_position
        on published_position.kpi = cycle_period.kpi and published_position.period = cycle_period.source_year
    where published_position.kind = 'authority'
)

select
    amounts.cycle,
    amounts.kpi,
    amounts.ordinal,
    near.area,
    round(avg(amounts.rounded), 9) as neighbour_mean,
    count(amounts.rounded) as neighbour_n,
from near
inner join amounts on amounts.cycle = near.cycle and amounts.area = near.neighbour
group by amounts.cycle, amounts.kpi, amounts.ordinal, near.area;

-- name: with_comparators
-- grain: none
-- The cells of a view (by its name) with what they are compared with in a cycle: the BPN (unweighted mean of members with a value, with
-- n), ten statistical neighbours (mean of their published figures, with n), and the cut-points they are placed on. The view is read once:
-- joined with its own sums per BPN, DuckDB 1.5.5 may plan both parts so that each waits for the other, for ever.
create or replace macro with_comparators(cells) as table
with grouped as (
    select
        cells.*,
        if(
            cells.bpn is null,
            null,
            round(
                avg(if(cells.comparable, round(cells.value, cells.decimals), null)) over together,
                9
            )
        ) as bpn_mean,
        if(cells.bpn is null, null, count(if(cells.comparable, cells.value, null)) over together)::integer as bpn_n,
    from query_table(cells) as cells
    window together as (partition by cells.cycle, cells.source, cells.kpi, cells.ordinal, cells.bpn)
),

neighboured as (
    select
        grouped.*,
        publication.published_on,
        published_cut_point.lowest,
        published_cut_point.v25,
        published_cut_point.v50,
        published_cut_point.v75,
        published_cut_point.highest,
        published_cut_point.existing as england_existing,
        published_cut_point.counted as england_counted,
        cycle_neighbour.neighbour_mean,
        cycle_neighbour.neighbour_n,
        if(
            grouped.comparable, round(round(grouped.value, grouped.decimals) - cycle_neighbour.neighbour_mean, 9), null
        ) as neighbour_gap,
    from grouped
    left join published_cut_point
        on published_cut_point.kpi = grouped.kpi and published_cut_point.period = grouped.source_year
    left join cycle_neighbour
        on cycle_neighbour.cycle = grouped.cycle
        and cycle_neighbour.kpi = grouped.kpi
        and cycle_neighbour.ordinal = grouped.ordinal
        and cycle_neighbour.area = grouped.area
    left join publication on publication.kpi = grouped.kpi and publication.period = grouped.source_year
)

select
    neighboured.* exclude (neighbour_model),
    difference_word(neighboured.neighbour_gap, neighboured.meaningful, neighboured.polarity, 'better', 'worse')
        as against_neighbours,
    spot_of(
        towards_good(neighboured.neighbour_mean, neighboured.polarity),
        towards_good(neighboured.england, neighboured.polarity),
        least(
            towards_good(neighboured.lowest, neighboured.polarity), towards_good(neighboured.highest, neighboured.polarity)
        ),
        greatest(
            towards_good(neighboured.lowest, neighboured.polarity), towards_good(neighboured.highest, neighboured.polarity)
        )
    ) as spot_neighbours,
from neighboured;

-- name: published_standing
-- grain: cycle, source, kpi, ordinal, area
-- held: rows
-- Every cell of a cycle's tables in published figures. A screen that shows these reads here: nothing of the live chain is planned.
create or replace view published_standing as
select *,
from with_comparators('published_cell');

-- name: returned_standing
-- grain: cycle, source, kpi, ordinal, area
-- held: rows
-- Every cell of a cycle's tables in returned figures, with the rows of region and England beside them.
create or replace view returned_standing as
select *,
from with_comparators('returned_row');

-- name: reconciled
-- grain: cycle, kpi, ordinal, area
-- held: rows
-- What an authority returned beside what is published for the same year. within_rounding: they differ by less than half a unit of
-- each of the two roundings (the KPI's decimals; as many decimals as the returned figure shows).
create or replace view reconciled as
with pairs as (
    select
        cycle_cell.cycle,
        cycle_cell.kpi,
        cycle_cell.ordinal,
        cycle_cell.area,
        cycle_cell.period_label,
        cycle_cell.source_year,
        cycle_cell.decimals,
        returned.value as returned,
        coalesce(returned.status, 'not_returned') as returned_status,
        returned.note as returned_note,
        coalesce(returned.part_year, false) as part_year,
        returned.place as returned_place,
        published.value as published,
        coalesce(published.status, 'not_published') as published_status,
        published.note as published_note,
        published.place as published_place,
        case
            when returned.value = round(returned.value, 0) then 0
            when returned.value = round(returned.value, 1) then 1
            else cycle_cell.decimals
        end as shown_decimals,
    from cycle_cell
    left join figure as returned
        on returned.source = 'returned'
        and returned.scope = cycle_cell.cycle
        and returned.kpi = cycle_cell.kpi
        and returned.period = cycle_cell.ordinal
        and returned.area = cycle_cell.area
    left join cycle_position as published
        on published.kpi = cycle_cell.kpi
        and published.period = cycle_cell.source_year
        and published.area = cycle_cell.area
    where cycle_cell.number is not null and cycle_cell.kind = 'authority'
)

select
    pairs.* exclude (shown_decimals),
    round(pairs.returned - pairs.published, 9) as difference,
    round(abs(pairs.returned - pairs.published), 9)
    < round((power(10, -pairs.decimals) + power(10, -pairs.shown_decimals)) / 2, 9) as within_rounding,
from pairs;
