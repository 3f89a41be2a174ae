-- The data set for Power BI and Excel: what `python -m challenge export` writes, one block for each file. What the columns mean stands in
-- challenge/packs/meanings.py. `cycle` is one cycle, or null for all.

-- name: figures
-- grain: cycle, source, kpi, ordinal, area
-- Every cell of the cycles' tables as screens show them: each column's published and returned figures of the authorities, their region
-- and England, of one source, and the cells that are empty with why.
select
    coalesce((select kind from store_made) = 'practice', false)
    and (standing.source = 'returned' or standing.bpn is not null) as practice,
    nullif(moment.as_of, 'infinity'::timestamp)::date as as_of,
    standing.cycle,
    standing.ordinal,
    standing.column_label,
    standing.source,
    standing.basis,
    standing.area,
    area.name as area_name,
    standing.kind as area_kind,
    if(standing.kind = 'england', null, standing.region) as region,
    standing.bpn,
    standing.bpn_name,
    standing.round,
    standing.kpi,
    kpi.name as kpi_name,
    kpi.group_name,
    kpi.focus,
    kpi.unit,
    standing.decimals,
    standing.polarity,
    standing.source_year as period,
    standing.period_label,
    standing.year_label,
    standing.value,
    standing.status,
    standing.note,
    standing.numerator,
    standing.denominator,
    standing.part_year,
    standing.period_end,
    standing.rank,
    standing.out_of,
    standing.band,
    standing.regional_rank,
    standing.regional_out_of,
    standing.regional_band,
    standing.context_side,
    standing.previous_value,
    standing.change,
    standing.meaningful,
    standing.direction,
    standing.change_reason,
    standing.break_why,
    standing.england,
    standing.england_gap,
    standing.against_england,
    standing.region_value,
    standing.region_n,
    standing.region_gap,
    standing.against_region,
    standing.bpn_mean,
    standing.bpn_n,
    standing.neighbour_mean,
    standing.neighbour_n,
    standing.against_neighbours,
    standing.signal,
    standing.interval_low,
    standing.interval_high,
    standing.interval_method,
    standing.funnel_low,
    standing.funnel_high,
    standing.more_than_chance,
    standing.published_on,
    standing.measure,
    standing.place,
from query_table(coalesce($source, 'published') || '_standing') as standing
inner join area on area.area = standing.area
inner join kpi on kpi.kpi = standing.kpi
cross join moment
where $cycle::varchar is null or standing.cycle = $cycle
order by standing.cycle, kpi."order", standing.ordinal, area.kind, area.name;

-- name: years
-- grain: kpi, period, area
-- Every published figure of every year, of all authorities of England, the regions and England: for trends, and for other regions.
select
    nullif(moment.as_of, 'infinity'::timestamp)::date as as_of,
    position.source,
    position.area,
    area.name as area_name,
    position.kind as area_kind,
    position.region,
    position.kpi,
    kpi.name as kpi_name,
    kpi.group_name,
    kpi.focus,
    kpi.unit,
    position.decimals,
    position.polarity,
    position.period,
    year_words(kpi.year_type, position.period) as period_label,
    position.year_label,
    position.value,
    position.status,
    position.note,
    position.numerator,
    position.denominator,
    position.rank,
    position.out_of,
    position.band,
    position.regional_rank,
    position.regional_out_of,
    position.regional_band,
    position.context_side,
    position.previous_value,
    position.change,
    position.meaningful,
    position.direction,
    position.change_reason,
    position.break_why,
    position.england,
    position.england_gap,
    position.against_england,
    position.region_value,
    position.region_n,
    position.region_gap,
    position.against_region,
    position.signal,
    position.interval_low,
    position.interval_high,
    position.interval_method,
    position.funnel_low,
    position.funnel_high,
    position.more_than_chance,
    publication.published_on,
    position.measure,
    position.place,
from published_position as position
inner join area on area.area = position.area
inner join kpi on kpi.kpi = position.kpi
left join publication on publication.kpi = position.kpi and publication.period = position.period
cross join moment
order by kpi."order", position.period, position.kind, area.name;

-- name: themes
-- grain: cycle, source, kpi, ordinal
-- What every KPI of every column says about the cycle's region: its kind of theme with the parts it rests on, or why it makes none.
with heard as (
    select
        said.cycle,
        (
            select count(distinct latest_submission.area)
            from latest_submission
            where latest_submission.cycle = said.cycle
        ) as voice_of,
    from said
    inner join tag using (cycle, area, item, text_hash)
    group by said.cycle
),

group_voice as (
    select
        heard.cycle,
        kpi_group.kpi_group,
        count(voice.area) filter (voice.item = 'focus-wanted') as voice_focus,
        count(voice.area) filter (voice.item = 'strengths') as voice_strength,
        heard.voice_of,
    from heard
    cross join kpi_group
    left join voice on voice.cycle = heard.cycle and voice.about = 'kpi_group' and voice.tagged = kpi_group.kpi_group
    group by heard.cycle, heard.voice_of, kpi_group.kpi_group
)

select
    coalesce((select kind from store_made) = 'practice', false)
    and (standing_theme.source = 'returned' or group_voice.voice_of is not null) as practice,
    nullif(moment.as_of, 'infinity'::timestamp)::date as as_of,
    standing_theme.cycle,
    standing_theme.ordinal,
    cycle_column.label as column_label,
    standing_theme.source,
    standing_theme.region,
    standing_theme.kpi,
    standing_theme.name as kpi_name,
    standing_theme.group_name,
    standing_theme.focus,
    standing_theme.unit,
    standing_theme.decimals,
    standing_theme.polarity,
    standing_theme.source_year as period,
    standing_theme.period_label,
    standing_theme.theme_order,
    standing_theme.kind as theme,
    standing_theme.family_place,
    standing_theme.no_theme_reason,
    standing_theme.region_value,
    standing_theme.england,
    standing_theme.level,
    standing_theme.level_basis,
    standing_theme.existing,
    standing_theme.counted,
    standing_theme.coverage,
    standing_theme.n_banded,
    standing_theme.n_worst,
    standing_theme.n_best,
    standing_theme.worst_share,
    standing_theme.best_share,
    standing_theme.n_moved_of,
    standing_theme.n_improved,
    standing_theme.n_worsened,
    standing_theme.region_change,
    standing_theme.england_change,
    standing_theme.spread,
    standing_theme.breadth_distance,
    group_voice.voice_focus,
    group_voice.voice_strength,
    group_voice.voice_of,
    standing_theme.caution,
from standing_theme
inner join cycle_column on cycle_column.cycle = standing_theme.cycle and cycle_column.ordinal = standing_theme.ordinal
left join group_voice on group_voice.cycle = standing_theme.cycle and group_voice.kpi_group = standing_theme.kpi_group
cross join moment
where $cycle::varchar is null or standing_theme.cycle = $cycle
order by
    standing_theme.cycle,
    standing_theme.source,
    standing_theme.ordinal,
    standing_theme.theme_order nulls last,
    standing_theme.kpi_order;

-- name: areas
-- grain: area
-- England, its regions, Inner and Outer London, and every authority there was in the years held.
select
    area.area,
    area.name,
    area.kind as area_kind,
    coalesce(area.region, if(area.kind = 'region', area.area, null)) as region,
    area.la_number,
    area.ons_code,
    area.first_day,
    area.last_day,
    area.follows,
from area
order by area.kind, area.name;

-- name: kpis
-- grain: kpi
-- Every KPI with its definition, unit, good end and what to know before comparing.
select
    kpi.kpi,
    kpi."order",
    kpi.number,
    kpi.section,
    kpi.name,
    kpi.short_name,
    kpi.kpi_group,
    kpi.group_name,
    kpi.focus,
    kpi.family,
    kpi.headline,
    kpi.unit,
    kpi.decimals,
    kpi.polarity,
    kpi.caution,
    kpi.meaningful_change,
    kpi.flow,
    kpi.chance,
    kpi.year_type,
    kpi.source,
    kpi.measure,
    kpi.publication,
    kpi.definition,
    kpi.comparability,
from kpi
order by kpi."order";
