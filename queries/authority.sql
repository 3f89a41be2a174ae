-- The authority screen.

-- name: person
-- grain: area
-- One authority of a cycle with its BPN, round and how it has returned.
select
    cycle_member.area,
    area.name,
    membership.bpn,
    membership.bpn_name,
    membership.round,
    forum.day as forum_day,
    latest_submission.version,
    latest_submission.recorded_at as returned_at,
from cycle_member
inner join area using (area)
left join membership using (cycle, area)
left join forum using (cycle, bpn, round)
left join latest_submission using (cycle, area)
where cycle_member.cycle = $cycle and cycle_member.area = $area;

-- name: spine
-- grain: kpi
-- Each KPI of the cycle for one authority and column, worse-and-worsening ones first, then in the self-view's order.
select
    standing.* exclude (decimals, polarity),
    kpi."order" as kpi_order,
    kpi.number,
    kpi.section,
    kpi.headline,
    kpi.name,
    kpi.short_name,
    kpi.unit,
    kpi.unit_short,
    kpi.decimals,
    kpi.polarity,
    kpi.caution,
    kpi.definition,
    kpi.comparability,
    kpi.kpi_group,
    kpi.group_name,
    kpi.focus,
    kpi.family,
    kpi.topic,
    kpi.topic_plural,
    coalesce(standing.signal = 'worse and worsening', false) as red_red,
from query_table(coalesce($source, 'published') || '_standing') as standing
inner join kpi using (kpi)
where
    standing.cycle = $cycle
    and standing.ordinal = $ordinal
    and standing.area = $area
order by red_red desc, kpi."order";

-- name: periods
-- grain: kpi, ordinal
-- What stands in every column of one authority's table.
select
    standing.kpi,
    standing.ordinal,
    standing.value,
    standing.status,
    standing.note,
    standing.period_label,
    standing.part_year,
    standing.period_end,
    standing.year_label,
    standing.place,
    kpi.decimals,
    kpi.unit_short,
from query_table(coalesce($source, 'published') || '_standing') as standing
inner join kpi using (kpi)
where standing.cycle = $cycle and standing.area = $area
order by kpi."order", standing.ordinal;

-- name: reconciled_with
-- grain: kpi, ordinal
-- What the authority returned beside what is published for the same year, largest difference first, and what it says of it.
select
    reconciled.*,
    cycle_column.label as column_label,
    kpi.number,
    kpi.name,
    kpi.short_name,
    kpi.unit,
    kpi.unit_short,
    kpi.polarity,
    kpi.decimals,
    kpi.comparability,
    explanation."text" as explanation,
from reconciled
inner join kpi using (kpi)
inner join cycle_column using (cycle, ordinal)
left join explanation using (cycle, area, kpi, ordinal)
where reconciled.cycle = $cycle and reconciled.area = $area and reconciled.returned is not null and reconciled.published is not null
order by abs(reconciled.difference) / nullif(abs(reconciled.published), 0) desc nulls last, kpi."order", reconciled.ordinal;

-- name: trend
-- grain: area, period
-- All years of one KPI for an authority, its region, England and the mean of its statistical neighbours.
with lines as (
    select area, 'own' as role, period, year_label, value, status, note, place
    from published_position
    where kpi = $kpi and area = $area
    union all
    select area, kind as role, period, year_label, value, status, note, place
    from published_position
    where kpi = $kpi and kind in ('england', 'region') and area in ('england', $region)
    union all
    select
        'neighbours' as area,
        'neighbours' as role,
        published_position.period,
        published_position.year_label,
        near.neighbour_mean as value,
        if(near.neighbour_mean is null, 'not_published', 'value') as status,
        'mean of ' || near.neighbour_n || ' of ten' as note,
        'computed' as place,
    from published_neighbour_mean as near
    inner join published_position using (kpi, period, area)
    where near.kpi = $kpi and near.area = $area and near.model = $model
)

select
    lines.* exclude (year_label),
    lines.year_label as source_label,
    year_words(kpi.year_type, lines.period) as year_label,
    coalesce(area.name, 'Neighbours') as area_label,
from lines
inner join kpi on kpi.kpi = $kpi
left join area using (area)
order by lines.period, lines.role, lines.area;

-- name: breaks
-- grain: period
-- First years of new series of one KPI.
select series_break.period, year_words(kpi.year_type, series_break.period) as year_label, series_break.why
from series_break
inner join kpi using (kpi)
where series_break.kpi = $kpi
order by series_break.period;

-- name: known_years
-- grain: period
-- Years of one KPI whose day of first publication is known.
select
    publication.period,
    year_words(kpi.year_type, publication.period) as year_label,
    publication.published_on,
    publication.known_from,
from publication
inner join kpi using (kpi)
where publication.kpi = $kpi
order by publication.period;
