-- What the practice store's invented returns are shaped on.

-- name: blank_returns
-- grain: area, kpi, ordinal
-- The cells of every member's return, each with the published figure of its column where there is one (`published`) and a level to
-- invent around where there is none (`around`: the authority's nearest published year, else England's middle).
with published as (
    select figure.kpi, figure.area, figure.period, figure.value, figure.numerator, figure.denominator
    from figure
    where figure.source = 'published' and figure.value is not null
),

cells as (
    select
        cycle_member.area,
        kpi.kpi,
        kpi.number,
        kpi.decimals,
        kpi.flow,
        kpi.unit_short,
        kpi.polarity,
        cycle_column.ordinal,
        cycle_period.source_year,
    from cycle_member
    inner join cycle_column using (cycle)
    cross join kpi
    left join cycle_period using (cycle, kpi, ordinal)
    where cycle_member.cycle = $cycle and kpi.number is not null
),

nearest as (
    select
        cells.area,
        cells.kpi,
        cells.ordinal,
        arg_min(published.value, abs(published.period - 2015 - cells.ordinal)) as value,
    from cells
    inner join published on published.area = cells.area and published.kpi = cells.kpi and published.period between 2016 and 2018
    group by cells.area, cells.kpi, cells.ordinal
)

select
    cells.area,
    cells.kpi,
    cells.number,
    cells.decimals,
    cells.flow,
    cells.unit_short,
    cells.ordinal,
    cells.source_year,
    published.value as published,
    coalesce(published.value, nearest.value) as around,
from cells
left join published on published.area = cells.area and published.kpi = cells.kpi and published.period = cells.source_year
left join nearest on nearest.area = cells.area and nearest.kpi = cells.kpi and nearest.ordinal = cells.ordinal
order by cells.area, cells.number, cells.ordinal;

-- name: lines_to_draft
-- grain: area, line
-- Lines of enquiry of several authorities about the column a cycle begins with, and what their words need.
select
    line.*,
    area.name as area_name,
    region.name as region_name,
    membership.bpn_name,
    coalesce(kpi_group.name, theme_enabler.name) as theme_name,
    named.name as enabler_name,
from line
inner join area on area.area = line.area
inner join cycle on cycle.cycle = line.cycle and cycle.default_ordinal = line.ordinal
inner join area as region on region.area = cycle.region
left join membership on membership.cycle = line.cycle and membership.area = line.area
left join kpi_group on kpi_group.kpi_group = line.theme
left join enabler as theme_enabler on theme_enabler.enabler = line.theme
left join enabler as named on named.enabler = line.enabler
where line.cycle = $cycle and line.area in (select unnest($areas::varchar []))
order by line.area, line.line_order;

-- name: evidence_to_draft
-- grain: area, line, place
-- The rows behind those lines. tied: others in England share its rank.
with behind as (
    select line_evidence.*
    from line_evidence
    inner join cycle on cycle.cycle = line_evidence.cycle and cycle.default_ordinal = line_evidence.ordinal
    where line_evidence.cycle = $cycle and line_evidence.area in (select unnest($areas::varchar []))
),

shared as (
    select
        published_position.kpi,
        published_position.source_year,
        published_position.rank,
    from published_position
    where published_position.rank is not null
    group by published_position.kpi, published_position.source_year, published_position.rank
    having count(*) > 1
)

select
    behind.*,
    kpi.name,
    kpi.short_name,
    kpi.unit_short,
    kpi.decimals,
    kpi.polarity,
    shared.rank is not null as tied,
from behind
left join kpi on kpi.kpi = behind.kpi
left join shared on shared.kpi = behind.kpi and shared.source_year = behind.source_year and shared.rank = behind.rank
order by behind.area, behind.line, behind.place;
