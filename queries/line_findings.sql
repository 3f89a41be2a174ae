-- What lines of enquiry find in figures alone. It changes only when figures, settings or reference data do, and so it is held.
-- Published and returned figures go through the same macros, one source in a plan: where the chains of both meet past what is held,
-- DuckDB 1.5.5 may build them so that each waits for the other, for ever.
-- A line counts its distance in widths of England's middle half (the interquartile range of that year's authorities) and its strength is
-- the weight of its kind plus up to 40 for distance (cut-off `line_full_distance`).

-- name: year_before
-- grain: cycle, kpi, ordinal, area, back
-- held: rows
-- Published figures of a cycle's authorities one and more years before the source year of a column (as many as `line_quarter_years` asks
-- for), also of years that stand in no column; chained: no new series begins after that year and up to the column's.
create or replace view year_before as
with asked as (
    select
        cycle_period.cycle,
        cycle_period.kpi,
        cycle_period.ordinal,
        back.back,
        cycle_period.source_year,
        cycle_period.source_year - back.back as period,
    from cycle_period
    cross join (select unnest(range(1, line_cutoffs.quarter_years))::integer as back from line_cutoffs) as back
    where cycle_period.source_year is not null
)

select
    asked.cycle,
    asked.kpi,
    asked.ordinal,
    cycle_member.area,
    asked.back,
    asked.period,
    year_words(kpi.year_type, asked.period) as period_label,
    published_position.value,
    published_position.status,
    published_position.note,
    published_position.england,
    published_position.region_value,
    published_position.rank,
    published_position.out_of,
    published_position.band,
    published_position.numerator,
    published_position.denominator,
    published_position.interval_low,
    published_position.interval_high,
    published_position.more_than_chance,
    published_position.place,
    not exists (
        select 1
        from series_break
        where
            series_break.kpi = asked.kpi
            and series_break.period > asked.period
            and series_break.period <= asked.source_year
    ) as chained,
from asked
inner join kpi using (kpi)
inner join published_position on published_position.kpi = asked.kpi and published_position.period = asked.period
inner join cycle_member on cycle_member.cycle = asked.cycle and cycle_member.area = published_position.area;

-- name: change_ends
-- grain: kpi, period
-- held: rows
-- From which change an authority lies among those of England that moved furthest, down and up, since the year before; n with a stated
-- change. Type 7 quantiles at the cut-off `line_move_share`.
create or replace view change_ends as
with sorted as (
    select
        published_position.kpi,
        published_position.period,
        count(*)::integer as n,
        list(published_position.change order by published_position.change) as every_change,
    from published_position
    where
        published_position.kind = 'authority'
        and published_position.change is not null
        and (published_position.kpi, published_position.period) in (
            select (cycle_period.kpi, cycle_period.source_year)
            from cycle_period
        )
    group by published_position.kpi, published_position.period
)

select
    sorted.kpi,
    sorted.period,
    sorted.n,
    round(quantile_at(sorted.every_change, line_cutoffs.move_share), 9) as furthest_down,
    round(quantile_at(sorted.every_change, 1 - line_cutoffs.move_share), 9) as furthest_up,
from sorted
cross join line_cutoffs
where sorted.n >= line_cutoffs.move_least;

-- name: in_widths
-- grain: none
-- A distance in words, counted in widths of England's middle half.
create or replace macro in_widths(times) as
format('{:.1f}', times) || if(format('{:.1f}', times) = '1.0', ' width', ' widths') || ' of England’s middle half';

-- name: published_place
-- grain: cycle, source, kpi, ordinal, area
-- held: view
-- Published standing with the year before the one in a column and its 95% interval.
create or replace view published_place as
select
    published_standing.*,
    year_before.period as before_year,
    year_before.interval_low as before_low,
    year_before.interval_high as before_high,
from published_standing
left join year_before
    on year_before.cycle = published_standing.cycle
    and year_before.kpi = published_standing.kpi
    and year_before.ordinal = published_standing.ordinal
    and year_before.area = published_standing.area
    and year_before.back = 1;

-- name: returned_place
-- grain: cycle, source, kpi, ordinal, area
-- held: view
-- Returned standing with the year beside the column before, if a figure stands there, and its 95% interval.
create or replace view returned_place as
select
    returned_standing.*,
    lag(if(returned_standing.value is null, null, returned_standing.source_year)) over before as before_year,
    lag(returned_standing.interval_low) over before as before_low,
    lag(returned_standing.interval_high) over before as before_high,
from returned_standing
window before as (
    partition by returned_standing.cycle, returned_standing.kpi, returned_standing.area
    order by returned_standing.ordinal
);

-- name: line_cells
-- grain: none
-- The figures of a source (a view by its name) that lines may rest on: of authorities, with a value, comparable and of a whole year.
-- width is that of England's middle half; counted: this year and the one before have a 95% interval.
create or replace macro line_cells(shown_in) as table
select
    shown.cycle,
    shown.source,
    shown.kpi,
    shown.ordinal,
    shown.area,
    shown.region,
    shown.source_year,
    shown.published_on,
    shown.polarity,
    shown.denominator,
    shown.band,
    shown.signal,
    shown.change,
    shown.direction,
    shown.meaningful,
    shown.england_gap,
    shown.neighbour_gap,
    shown.neighbour_n,
    shown.v25,
    shown.v50,
    shown.v75,
    shown.before_year,
    round(shown.value, shown.decimals) as amount,
    nullif(round(shown.v75 - shown.v25, 9), 0) as width,
    kpi.family,
    kpi.kpi_group,
    kpi.focus,
    kpi."order" as kpi_order,
    shown.before_low is not null and shown.interval_low is not null as counted,
    shown.interval_low > shown.before_high or shown.interval_high < shown.before_low as beyond_chance,
from query_table(shown_in) as shown
inner join kpi using (kpi)
where shown.kind = 'authority' and shown.value is not null and shown.comparable and not shown.part_year;

-- name: findings
-- grain: none
-- What the figures of a source give by themselves. Worse than England and worsening. Far from neighbours: context KPIs, never judged.
-- Sharp moves beyond a meaningful change: with counts in both years, more than chance (the two 95% intervals do not overlap), else among
-- England's furthest between the same two years. An improving move is no concern; one of a context KPI asks what explains it. Pairs that
-- pull apart: each in the quarter of values its pair names (a value on the cut-point is in it). Where no published cut-points stand
-- beside it, a returned figure is placed on the region's returned ones, and the words say so; the leading KPI carries the row.
create or replace macro findings(shown_in) as table
with cells as materialized (
    select *
    from line_cells(shown_in)
),

placed as (
    select
        cells.*,
        coalesce(cells.v25, regional.v25) as low_cut,
        coalesce(cells.v50, regional.v50) as middle,
        coalesce(cells.v75, regional.v75) as high_cut,
        cells.v25 is null as in_region,
    from cells
    left join regional_cut_point as regional
        on regional.source = 'returned'
        and cells.source = 'returned'
        and regional.scope = cells.cycle
        and regional.kpi = cells.kpi
        and regional.period = cells.ordinal
        and regional.region = cells.region
),

sided as materialized (
    select
        placed.*,
        unnest([
            if(placed.amount >= round(placed.high_cut, 9), 'high', null), if(placed.amount <= round(placed.low_cut, 9), 'low', null)
        ]) as side,
        abs(placed.amount - placed.middle) / nullif(round(placed.high_cut - placed.low_cut, 9), 0) as from_middle,
    from placed
    where placed.high_cut > placed.low_cut
)

select
    'worse-and-worsening' as kind,
    cells.*,
    true as concern,
    (abs(cells.england_gap) + abs(cells.change)) / cells.width as distance,
    coalesce(
        in_widths(abs(cells.england_gap) / cells.width) || ' from England, worsened by '
        || format('{:.1f}', abs(cells.change) / cells.width),
        'more than a meaningful difference from England, and worsened by more than one'
    ) as rest,
    if(cells.counted, if(cells.beyond_chance, null, 'within-chance'), 'chance-unknown') as chance_caveat,
from cells
where cells.signal = 'worse and worsening'
union all by name
select
    'far-from-neighbours' as kind,
    cells.*,
    true as concern,
    abs(cells.neighbour_gap) / cells.width as distance,
    in_widths(abs(cells.neighbour_gap) / cells.width)
    || if(cells.neighbour_gap > 0, ' above', ' below') || ' the mean of ' || cells.neighbour_n || ' neighbours' as rest,
    if(cells.neighbour_n < 10, 'few-neighbours', null) as chance_caveat,
from cells
cross join line_cutoffs
where
    cells.polarity = 'context'
    and round(abs(cells.neighbour_gap), 9) >= round(line_cutoffs.neighbour_far * cells.width, 9)
    and cells.neighbour_n >= line_cutoffs.neighbours_min
union all by name
select
    'sharp-move' as kind,
    cells.*,
    cells.polarity = 'context' or cells.direction = 'worsening' as concern,
    2 * abs(cells.change) / cells.width as distance,
    if(
        cells.counted,
        'more than chance: the two years’ 95% intervals do not overlap',
        'among the ' || format('{:g}', 100 * line_cutoffs.move_share) || '% of ' || change_ends.n
        || ' authorities that ' || if(cells.change > 0, 'rose', 'fell') || ' furthest between the same two years'
    ) as rest,
    if(cells.counted, null, 'chance-unknown') as chance_caveat,
from cells
cross join line_cutoffs
left join change_ends
    on change_ends.kpi = cells.kpi and change_ends.period = cells.source_year and cells.before_year = cells.source_year - 1
where
    round(abs(cells.change), 9) > round(cells.meaningful, 9)
    and if(
        cells.counted,
        cells.beyond_chance,
        (cells.change > 0 and round(cells.change, 9) >= change_ends.furthest_up)
        or (cells.change < 0 and round(cells.change, 9) <= change_ends.furthest_down)
    )
union all by name
select
    'pulls-apart' as kind,
    one.* exclude (low_cut, middle, high_cut, in_region, side, from_middle),
    line_pair.pair,
    line_pair.other_kpi,
    true as concern,
    (one.from_middle + two.from_middle) / 2 as distance,
    'both in ' || case
        when one.in_region and two.in_region then 'the region’s outer quarters of what was returned'
        when one.in_region or two.in_region then 'outer quarters: one of England’s authorities, one of what the region returned'
        else 'England’s outer quarters'
    end as rest,
    null as chance_caveat,
from line_pair
inner join sided as one on one.kpi = line_pair.kpi and one.side = line_pair.side
inner join sided as two
    on two.kpi = line_pair.other_kpi
    and two.side = line_pair.other_side
    and two.cycle = one.cycle
    and two.ordinal = one.ordinal
    and two.area = one.area;
