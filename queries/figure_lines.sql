-- Lines of enquiry that rest on figures alone, of each source, worked out once for a reader and a moment. They know nothing of placements,
-- Section 4, explanations or Ofsted's lines: what stands on those is in lines.sql.

-- name: published_finding
-- grain: cycle, ordinal, area, kind, kpi, pair
-- held: view
-- What published figures of a column give, before strength: what standing_findings and apart_findings say, and England's worst or best
-- quarter in as many years running as `line_quarter_years` says, with no new series between the first and the last.
create or replace view published_finding as
with running as (
    select
        year_before.cycle,
        year_before.kpi,
        year_before.ordinal,
        year_before.area,
        any_value(year_before.band) as band,
    from year_before
    group by year_before.cycle, year_before.kpi, year_before.ordinal, year_before.area
    having
        count(*) = (select line_cutoffs.quarter_years - 1 from line_cutoffs)
        and bool_and(year_before.chained)
        and count(year_before.band) = count(*)
        and min(year_before.band) = max(year_before.band)
)

select *
from standing_findings('published_standing', 'published_before')
union all by name
select *
from apart_findings('published_standing', 'published_before')
union all by name
select
    if(cells.band = 'A', 'strength', 'worst-quarter') as kind,
    cells.*,
    cells.band = 'D' as concern,
    abs(cells.england_gap) / cells.width as distance,
    line_cutoffs.quarter_years || ' years running; now ' || in_widths(abs(cells.england_gap) / cells.width) || ' from England'
        as rest,
    null as chance_caveat,
from line_cells('published_standing', 'published_before') as cells
inner join running using (cycle, kpi, ordinal, area, band)
cross join line_cutoffs
where cells.band in ('A', 'D');

-- name: returned_finding
-- grain: cycle, ordinal, area, kind, kpi, pair
-- held: view
-- The same of returned figures of whole years. Quarters over several years are counted in published figures only.
create or replace view returned_finding as
select *
from standing_findings('returned_standing', 'returned_before')
union all by name
select *
from apart_findings('returned_standing', 'returned_before');

-- name: line_part
-- grain: none
-- One piece of evidence of a line: what it does there, and where to find the figure (ordinal is the cycle's column; source_year is empty
-- except for an earlier published year), or words.
create or replace macro line_part(part_role, part_source, part_kpi, part_ordinal, part_year, part_words) as {
    'role': part_role::varchar,
    'source': part_source::varchar,
    'kpi': part_kpi::varchar,
    'ordinal': part_ordinal::integer,
    'source_year': part_year::integer,
    'words': part_words::varchar
};

-- name: figure_lines
-- grain: none
-- Findings (a view by its name) as lines: with strength, caveats, and the evidence each rests on as a list, the leading figure first. Of
-- one kind, family of KPIs and source the strongest stands (moves for better and for worse are told apart) and says how many others
-- there are. A move that is no concern weighs half.
create or replace macro figure_lines(findings) as table
with meeting as (
    select
        cycle_date.cycle,
        min(cycle_date.first_day) as first_day,
    from cycle_date
    where cycle_date.kind = 'meeting'
    group by cycle_date.cycle
),

weighed as (
    select
        found.*,
        round(
            line_kind.weight * if(found.kind = 'sharp-move' and not found.concern, 0.5, 1)
            + 40 * least(1, coalesce(found.distance, 0) / line_cutoffs.full_distance),
            3
        ) as strength,
        list_filter([
            if(found.denominator < line_cutoffs.small_base, 'small-numbers', null),
            found.chance_caveat,
            if(found.published_on > meeting.first_day, 'first-published-later', null),
            if(found.source = 'returned', line_kpi_caveat.caveat, null)
        ], lambda caveat: caveat is not null) as caveats,
    from query_table(findings) as found
    inner join line_kind using (kind)
    cross join line_cutoffs
    left join meeting using (cycle)
    left join line_kpi_caveat using (kpi)
),

led as (
    select
        weighed.*,
        row_number() over (
            partition by weighed.cycle, weighed.ordinal, weighed.area, weighed.kind, weighed.concern, weighed.pair, weighed.family
            order by weighed.strength desc, weighed.kpi_order
        ) as place,
        count(*) over (
            partition by weighed.cycle, weighed.ordinal, weighed.area, weighed.kind, weighed.concern, weighed.pair, weighed.family
        ) - 1 as others,
    from weighed
),

earlier as (
    select
        year_before.cycle,
        year_before.kpi,
        year_before.ordinal,
        year_before.area,
        list(
            line_part('earlier', 'published', year_before.kpi, year_before.ordinal, year_before.period, null)
            order by year_before.back
        ) as parts,
    from year_before
    group by year_before.cycle, year_before.kpi, year_before.ordinal, year_before.area
)

select
    led.cycle,
    led.ordinal,
    led.area,
    concat_ws(' ', led.kind, led.source, coalesce(led.pair, led.kpi)) as line,
    led.kind,
    led.source as origin,
    led.kpi_group as theme,
    led.focus,
    led.kpi,
    led.pair,
    led.concern,
    led.strength,
    led.rest || case
        when led.others = 0 then ''
        when led.others = 1 then '; so does 1 other figure of its family'
        else '; so do ' || led.others || ' other figures of its family'
    end as strength_rest,
    led.caveats,
    [line_part('figure', led.source, led.kpi, led.ordinal, null, null)]
    || case
        when led.kind = 'pulls-apart' then [line_part('other', led.source, led.other_kpi, led.ordinal, null, null)]
        when led.kind in ('worst-quarter', 'strength') then earlier.parts
        else []
    end as evidence,
from led
left join earlier
    on led.kind in ('worst-quarter', 'strength')
    and earlier.cycle = led.cycle
    and earlier.kpi = led.kpi
    and earlier.ordinal = led.ordinal
    and earlier.area = led.area
where led.place = 1;

-- name: published_line
-- grain: cycle, ordinal, area, line
-- held: rows
-- Lines of enquiry from published figures.
create or replace view published_line as
select *
from figure_lines('published_finding');

-- name: returned_line
-- grain: cycle, ordinal, area, line
-- held: rows
-- Lines of enquiry from returned figures.
create or replace view returned_line as
select *
from figure_lines('returned_finding');

-- name: differing_line
-- grain: cycle, ordinal, area, line
-- held: rows
-- Figures returned that differ from those published of the same year, by more than rounding and by at least `line_differs_far` of the
-- width of England's middle half, or, without one, at all; none of part of a year. Neither is taken for the right one.
create or replace view differing_line as
with differing as (
    select
        reconciled.*,
        kpi.kpi_group,
        kpi.focus,
        abs(reconciled.difference) / nullif(published_cut_point.iqr, 0) as distance,
    from reconciled
    inner join kpi using (kpi)
    left join published_cut_point
        on published_cut_point.kpi = reconciled.kpi and published_cut_point.period = reconciled.source_year
    where
        reconciled.returned is not null
        and reconciled.published is not null
        and not reconciled.within_rounding
        and not reconciled.part_year
)

select
    differing.cycle,
    differing.ordinal,
    differing.area,
    'differs-from-published returned ' || differing.kpi as line,
    'differs-from-published' as kind,
    'returned' as origin,
    differing.kpi_group as theme,
    differing.focus,
    differing.kpi,
    null::varchar as pair,
    true as concern,
    round(line_kind.weight + 40 * least(1, coalesce(differing.distance, 0) / line_cutoffs.full_distance), 3) as strength,
    coalesce(in_widths(differing.distance), 'more than rounding')
    || if(differing.difference > 0, ' above', ' below') || ' the published figure' as strength_rest,
    list_filter([line_kpi_caveat.caveat], lambda caveat: caveat is not null) as caveats,
    [
        line_part('returned', 'returned', differing.kpi, differing.ordinal, null, null),
        line_part('published', 'published', differing.kpi, differing.ordinal, null, null)
    ] as evidence,
from differing
inner join line_kind on line_kind.kind = 'differs-from-published'
cross join line_cutoffs
left join line_kpi_caveat on line_kpi_caveat.kpi = differing.kpi
where coalesce(differing.distance >= line_cutoffs.differs_far, true);

-- name: missing_line
-- grain: cycle, ordinal, area, line
-- held: rows
-- What did not come: the self-view of an authority, once others have sent theirs or the last deadline has passed; or numbered KPIs that
-- its self-view leaves out of a column, all together.
create or replace view missing_line as
with due as (
    select cycle.cycle
    from cycle
    cross join moment
    where
        cycle.cycle in (select latest_submission.cycle from latest_submission)
        or moment.as_of::date > (
            select max(cycle_date.last_day)
            from cycle_date
            where cycle_date.cycle = cycle.cycle and cycle_date.kind = 'deadline'
        )
),

counted as (
    select
        returned_standing.cycle,
        returned_standing.ordinal,
        returned_standing.area,
        count(*) as asked,
        count(*) filter (where returned_standing.status = 'not_returned') as missing,
        mode(kpi.kpi_group order by kpi.kpi_group) filter (where returned_standing.status = 'not_returned') as theme,
        list(
            line_part('figure', 'returned', returned_standing.kpi, returned_standing.ordinal, null, null)
            order by kpi.number
        ) filter (where returned_standing.status = 'not_returned') as parts,
    from returned_standing
    semi join due using (cycle)
    inner join kpi using (kpi)
    where returned_standing.kind = 'authority'
    group by returned_standing.cycle, returned_standing.ordinal, returned_standing.area
),

told as (
    select
        counted.*,
        latest_submission.area is null as nothing_came,
    from counted
    left join latest_submission using (cycle, area)
    where counted.missing > 0
)

select
    told.cycle,
    told.ordinal,
    told.area,
    'not-returned' as line,
    'not-returned' as kind,
    'returned' as origin,
    if(told.nothing_came, null, told.theme) as theme,
    if(told.nothing_came, null, kpi_group.focus) as focus,
    null::varchar as kpi,
    null::varchar as pair,
    true as concern,
    round(line_kind.weight + 40 * if(told.nothing_came, 1, told.missing / told.asked), 3) as strength,
    if(
        told.nothing_came, 'no self-view came', told.missing || ' of ' || told.asked || ' figures of the column were left out'
    ) as strength_rest,
    []::varchar[] as caveats,
    if(
        told.nothing_came,
        [line_part('words', 'returned', null, told.ordinal, null, 'No self-view has been received.')],
        told.parts
    ) as evidence,
from told
inner join line_kind on line_kind.kind = 'not-returned'
left join kpi_group on kpi_group.kpi_group = told.theme;
