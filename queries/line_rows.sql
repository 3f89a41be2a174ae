-- Lines of enquiry for the questions screen, its files and the live panel: rows of an authority with what its words need, and counts.

-- name: of_area
-- grain: line
-- Lines of one authority about one column, the strongest first, with the names that are filled into their words.
select
    line.*,
    area.name as area_name,
    line_kind.title as kind_title,
    line_kind.symbol as kind_symbol,
    line_kind."order" as kind_order,
    coalesce(kpi_group.name, theme_enabler.name) as theme_name,
    coalesce(kpi_group.short_name, theme_enabler.short_name) as theme_short_name,
    kpi.name as kpi_name,
    kpi.short_name as kpi_short_name,
    kpi.unit,
    kpi.unit_short,
    kpi.decimals,
    kpi.polarity,
    kpi.kpi_group,
    line_pair.title as pair_title,
    line_pair.why as pair_why,
    line_pair.other_kpi,
    named.name as enabler_name,
    region.name as region_name,
    cycle_column.column_key,
    cycle_column.label as column_label,
from line
inner join area on area.area = line.area
inner join cycle on cycle.cycle = line.cycle
inner join cycle_column on cycle_column.cycle = line.cycle and cycle_column.ordinal = line.ordinal
inner join line_kind on line_kind.kind = line.kind
left join area as region on region.area = cycle.region
left join kpi on kpi.kpi = line.kpi
left join kpi_group on kpi_group.kpi_group = line.theme
left join enabler as theme_enabler on theme_enabler.enabler = line.theme
left join enabler as named on named.enabler = line.enabler
left join line_pair on line_pair.pair = line.pair
where line.cycle = $cycle and line.area = $area and line.ordinal = $ordinal
order by line.line_order;

-- name: evidence_of_area
-- grain: line, place
-- The rows behind the lines of one authority about one column, with what is needed to say them. tied: others in England share its rank.
with behind as (
    select *
    from line_evidence
    where line_evidence.cycle = $cycle and line_evidence.area = $area and line_evidence.ordinal = $ordinal
),

shared as (
    select
        published_position.kpi,
        published_position.source_year,
        published_position.rank,
    from published_position
    where
        published_position.rank is not null
        and (published_position.kpi, published_position.source_year) in (
            select (behind.kpi, behind.source_year)
            from behind
            where behind.rank is not null
        )
    group by published_position.kpi, published_position.source_year, published_position.rank
    having count(*) > 1
)

select
    behind.*,
    kpi.name as kpi_name,
    kpi.short_name as kpi_short_name,
    kpi.unit,
    kpi.unit_short,
    kpi.decimals,
    kpi.polarity,
    cycle_column.column_key,
    cycle_column.label as column_label,
    shared.rank is not null as tied,
from behind
left join kpi on kpi.kpi = behind.kpi
left join cycle_column on cycle_column.cycle = behind.cycle and cycle_column.ordinal = behind.figure_ordinal
left join shared on shared.kpi = behind.kpi and shared.source_year = behind.source_year and shared.rank = behind.rank
order by behind.line, behind.place;

-- name: sharing
-- grain: none
-- How many authorities of England hold a rank in one year of a KPI.
select count(*)::integer as n
from published_position
where
    published_position.kpi = $kpi and published_position.source_year = $source_year and published_position.rank = $rank;

-- name: of_cycle
-- grain: area
-- How many lines each authority of a cycle has about one column: all, those that speak for a closer look, by focus, the strongest, and
-- the weight of those concerns by focus.
select
    cycle_member.area,
    area.name as area_name,
    membership.bpn,
    membership.bpn_name,
    membership.round,
    count(line.line)::integer as n_lines,
    (count(line.line) filter (where line.concern))::integer as n_concerns,
    (count(line.line) filter (where line.concern and line.focus = 'Education'))::integer as n_education,
    (count(line.line) filter (where line.concern and line.focus = 'Social Care'))::integer as n_social_care,
    coalesce(sum(line.strength) filter (where line.concern and line.focus = 'Education'), 0) as weight_education,
    coalesce(sum(line.strength) filter (where line.concern and line.focus = 'Social Care'), 0) as weight_social_care,
    max(line.strength) as strongest,
from cycle_member
inner join area on area.area = cycle_member.area
left join membership on membership.cycle = cycle_member.cycle and membership.area = cycle_member.area
left join line on line.cycle = cycle_member.cycle and line.area = cycle_member.area and line.ordinal = $ordinal
where cycle_member.cycle = $cycle
group by cycle_member.area, area.name, membership.bpn, membership.bpn_name, membership.round
order by area.name;

-- name: templates
-- grain: kind, subject
-- Words offered for lines.
select
    line_template.kind,
    line_template.subject,
    line_template.wording,
    line_template.explanation,
    line_template.other_explanation,
    line_template.question,
from line_template
order by line_template.kind, line_template.subject;

-- name: kinds
-- grain: kind
-- Kinds of lines, in order.
select
    line_kind.kind,
    line_kind."order",
    line_kind.title,
    line_kind.symbol,
    line_kind.concern,
    line_kind.weight,
from line_kind
order by line_kind."order";

-- name: quarter_years
-- grain: none
-- For lines on several years in one quarter, about one column: how many years running they ask for, how many KPIs the cycle has, of how
-- many of them figures of that many years are held that may be compared with one another (no new series in between), and the most
-- years held of any.
with years as (
    select
        year_before.kpi,
        count(distinct year_before.back) as earlier,
    from year_before
    where
        year_before.cycle = $cycle
        and year_before.ordinal = $ordinal
        and year_before.chained
        and year_before.value is not null
    group by year_before.kpi
),

standing as (
    select
        published_standing.kpi,
        any_value(published_standing.band) is not null as banded,
    from published_standing
    where published_standing.cycle = $cycle and published_standing.ordinal = $ordinal and published_standing.kind = 'authority'
    group by published_standing.kpi
)

select
    line_cutoffs.quarter_years as asked,
    count(standing.kpi)::integer as n_kpis,
    (count(standing.kpi) filter (where 1 + years.earlier >= line_cutoffs.quarter_years))::integer as n_held,
    coalesce(max(1 + coalesce(years.earlier, 0)), 0)::integer as most,
from line_cutoffs
left join standing on standing.banded
left join years on years.kpi = standing.kpi
group by line_cutoffs.quarter_years;

-- name: caveats
-- grain: caveat
-- Caveats in words.
select
    line_caveat.caveat,
    line_caveat.words,
from line_caveat
order by line_caveat.caveat;
