-- The region screen: its themes and its rug.

-- name: themes
-- grain: kpi
-- What every KPI of the column says about the region, themes first in their order.
select *,
from standing_theme
where standing_theme.cycle = $cycle and standing_theme.source = $source and standing_theme.ordinal = $ordinal
order by standing_theme.theme_order nulls last, standing_theme.kpi_order;

-- name: rug
-- grain: kpi, area
-- Every cell of the rug: England, the region and the cycle's authorities × the KPIs asked for (`headline`, `all`, a group or a KPI).
select
    standing.kpi,
    standing.area,
    area.name as area_name,
    standing.source,
    standing.kind,
    standing.bpn,
    standing.bpn_name,
    standing.basis,
    standing.value,
    standing.status,
    standing.note,
    standing.numerator,
    standing.denominator,
    standing.part_year,
    standing.column_label,
    standing.period_label,
    standing.year_label,
    standing.measure,
    standing.place,
    standing.band,
    standing.regional_band,
    standing.rank,
    standing.out_of,
    standing.regional_rank,
    standing.regional_out_of,
    standing.context_side,
    standing.against_england,
    standing.against_neighbours,
    standing.neighbour_mean,
    standing.neighbour_n,
    standing.previous_value,
    standing.change,
    standing.direction,
    standing.change_reason,
    standing.signal,
    standing.england,
    standing.region_value,
    kpi."order" as kpi_order,
    kpi.name,
    kpi.short_name,
    kpi.unit,
    kpi.unit_short,
    kpi.decimals,
    kpi.polarity,
    kpi.kpi_group,
    kpi.group_short_name,
from query_table(coalesce($source, 'published') || '_standing') as standing
inner join kpi using (kpi)
inner join area using (area)
where
    standing.cycle = $cycle
    and standing.ordinal = $ordinal
    and ($which = 'all' or ($which = 'headline' and kpi.headline) or kpi.kpi_group = $which or kpi.kpi = $which)
order by kpi."order", standing.kind, area.name;

-- name: theme_authorities
-- grain: area
-- The rows behind a theme, best first.
select
    theme_authority.* exclude (cycle, source, kpi, ordinal),
    kpi.decimals,
    kpi.unit_short,
from theme_authority
inner join kpi using (kpi)
where
    theme_authority.cycle = $cycle
    and theme_authority.source = $source
    and theme_authority.ordinal = $ordinal
    and theme_authority.kpi = $kpi
order by theme_authority.regional_rank nulls last, theme_authority.value desc nulls last, theme_authority.area_name;

-- name: voice
-- grain: kpi_group, item, area
-- Authorities that name a group of KPIs in Section 4 of the self-view that counts, as wanted focus or as strength, as a person tagged it.
-- It stands beside themes and moves none.
select
    voice.tagged as kpi_group,
    voice.item,
    voice.area,
    area.name,
    voice.n,
from voice
inner join area using (area)
where voice.cycle = $cycle and voice.about = 'kpi_group'
order by voice.tagged, voice.item, area.name;

-- name: heard
-- grain: none
-- How many authorities of a cycle returned a self-view, and in how many of these somebody tagged words of Section 4.
select
    (select count(distinct latest_submission.area) from latest_submission where latest_submission.cycle = $cycle) as n_returned,
    (select count(distinct said.area) from said inner join tag using (cycle, area, item, text_hash) where said.cycle = $cycle) as n_tagged;
