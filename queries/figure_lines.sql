-- Lines of enquiry that rest on figures alone, of each source, worked out once for a reader and a moment. They know nothing of
-- placements, Section 4, explanations or Ofsted's lines: what stands on those is in lines.sql.

-- name: published_finding
-- grain: cycle, ordinal, area, kind, kpi, pair
-- held: view
-- What published figures of a column give, before strength: what the macro findings says, and England's worst or best
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
from findings('published_place')
union all by name
select
    if(cells.band = 'A', 'strength', 'worst-quarter') as kind,
    cells.*,
    cells.band = 'D' as concern,
    abs(cells.england_gap) / cells.width as distance,
    line_cutoffs.quarter_years || ' years running'
    || coalesce('; now ' || in_widths(abs(cells.england_gap) / cells.width) || ' from England', '') as rest,
    null as chance_caveat,
from line_cells('published_place') as cells
inner join running using (cycle, kpi, ordinal, area, band)
cross join line_cutoffs
where cells.band in ('A', 'D');

-- name: returned_finding
-- grain: cycle, ordinal, area, kind, kpi, pair
-- held: view
-- The same of returned figures of whole years. Quarters over several years are counted in published figures only.
create or replace view returned_finding as
select *
from findings('returned_place');

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
-- Findings (a view by its name) as lines: with strength, caveats, and the evidence each rests on as a list, the leading figure first.
-- What says much the same is folded: of a family of KPIs in one group and a course (worse: worse and worsening, the worst quarter, a
-- sharp move for the worse; context: far from neighbours, a sharp move; each other kind by itself) the strongest stands and names the
-- others, and of a course in a group of KPIs the strongest few (cut-off `line_most_in_group`), the first of which counts the rest. A move
-- that is no concern weighs half; a figure of a group known to be small, whose counts are not published, weighs less too.
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
        line_kind.title,
        line_cutoffs.most_in_group,
        case
            when found.polarity = 'context' and found.kind <> 'pulls-apart' then 'context'
            when found.concern and found.kind <> 'pulls-apart' then 'worse'
            else found.kind
        end as course,
        round(
            (
                line_kind.weight * if(found.kind = 'sharp-move' and not found.concern, 0.5, 1)
                + 40 * least(1, coalesce(found.distance, 0) / line_cutoffs.full_distance)
            ) * if(line_kpi_caveat.caveat = 'small-numbers', line_cutoffs.small_group_share, 1),
            3
        ) as strength,
        list_distinct(list_filter([
            if(found.denominator < line_cutoffs.small_base, 'small-numbers', null),
            found.chance_caveat,
            if(found.published_on > meeting.first_day, 'first-published-later', null),
            if(found.source = 'returned' or line_kpi_caveat.caveat <> 'other-definition', line_kpi_caveat.caveat, null)
        ], lambda caveat: caveat is not null)) as caveats,
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
            partition by
                weighed.cycle, weighed.ordinal, weighed.area, weighed.course, weighed.pair, weighed.kpi_group, weighed.family
            order by weighed.strength desc, weighed.kpi_order, weighed.kind
        ) as family_place,
        list(weighed.kpi) over (
            partition by
                weighed.cycle, weighed.ordinal, weighed.area, weighed.course, weighed.pair, weighed.kpi_group, weighed.family
        ) as kpis,
        list(weighed.title) over (
            partition by
                weighed.cycle, weighed.ordinal, weighed.area, weighed.course, weighed.pair, weighed.kpi_group, weighed.family
        ) as titles,
    from weighed
),

grouped as (
    select
        led.*,
        list_transform(
            list_sort(list_filter(list_distinct(led.titles), lambda title: title <> led.title)),
            lambda title: lower(title[1]) || title[2:]
        ) as also,
        len(list_distinct(led.kpis)) - 1 as others,
        row_number() over (
            partition by led.cycle, led.ordinal, led.area, led.course, led.kpi_group
            order by led.strength desc, led.kpi_order, led.kind, led.pair
        ) as group_place,
        count(*) over (partition by led.cycle, led.ordinal, led.area, led.course, led.kpi_group) - led.most_in_group as left_out,
    from led
    where led.family_place = 1
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
    grouped.cycle,
    grouped.ordinal,
    grouped.area,
    concat_ws(' ', grouped.kind, grouped.source, coalesce(grouped.pair, grouped.kpi)) as line,
    grouped.kind,
    grouped.source as origin,
    grouped.kpi_group as theme,
    grouped.focus,
    grouped.kpi,
    grouped.pair,
    grouped.concern,
    grouped.strength,
    grouped.rest
    || if(grouped.also = [], '', '; also: ' || array_to_string(grouped.also, ', '))
    || case
        when grouped.others = 0 then ''
        when grouped.others = 1 then '; 1 other figure of its family says the like'
        else '; ' || grouped.others || ' other figures of its family say the like'
    end
    || if(grouped.group_place = 1 and grouped.left_out > 0, '; ' || grouped.left_out || ' more in its group left out', '')
        as strength_rest,
    grouped.caveats,
    [line_part('figure', grouped.source, grouped.kpi, grouped.ordinal, null, null)]
    || case
        when grouped.kind = 'pulls-apart' then [line_part('other', grouped.source, grouped.other_kpi, grouped.ordinal, null, null)]
        when grouped.kind in ('worst-quarter', 'strength') then earlier.parts
        else []
    end as evidence,
from grouped
left join earlier
    on grouped.kind in ('worst-quarter', 'strength')
    and earlier.cycle = grouped.cycle
    and earlier.kpi = grouped.kpi
    and earlier.ordinal = grouped.ordinal
    and earlier.area = grouped.area
where grouped.group_place <= grouped.most_in_group;

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
