-- The region screen: its themes and its rug.

-- name: themes
-- grain: kpi
-- What every KPI of the column says about the region, themes first in their order; `squares` are the authorities' quarters in England
-- from best to worst (`-` where there is none).
with squares as (
    select
        theme_row.kpi,
        string_agg(coalesce(theme_row.band, '-'), '' order by theme_row.band nulls last, theme_row.regional_rank nulls last)
            as squares,
    from theme_row
    inner join cycle on cycle.cycle = $cycle and cycle.region = theme_row.region
    inner join cycle_period
        on cycle_period.cycle = cycle.cycle and cycle_period.kpi = theme_row.kpi and cycle_period.ordinal = $ordinal
    where
        theme_row.source = $source
        and theme_row.scope = if($source = 'published', '', $cycle)
        and theme_row.period = if($source = 'published', cycle_period.source_year, $ordinal)
    group by theme_row.kpi
)

select
    standing_theme.*,
    kpi.group_short_name,
    kpi.topic,
    kpi.topic_plural,
    squares.squares,
from standing_theme
inner join kpi using (kpi)
left join squares using (kpi)
where standing_theme.cycle = $cycle and standing_theme.source = $source and standing_theme.ordinal = $ordinal
order by standing_theme.theme_order nulls last, kpi."order";

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
    standing.value,
    standing.status,
    standing.note,
    standing.period_label,
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
from standing
inner join kpi using (kpi)
inner join area using (area)
where
    standing.cycle = $cycle
    and standing.source = $source
    and standing.ordinal = $ordinal
    and ($which = 'all' or ($which = 'headline' and kpi.headline) or kpi.kpi_group = $which or kpi.kpi = $which)
order by kpi."order", standing.kind, area.name;

-- name: theme_authorities
-- grain: area
-- The rows behind a theme, best first: the region's authorities of that year, also one that is no longer in the cycle.
with rows_behind as (
    select position.*
    from position
    inner join cycle on cycle.cycle = $cycle and cycle.region = position.region
    inner join cycle_period
        on cycle_period.cycle = cycle.cycle and cycle_period.kpi = position.kpi and cycle_period.ordinal = $ordinal
    where
        position.kpi = $kpi
        and position.kind = 'authority'
        and position.status <> 'not_applicable'
        and position.source = $source
        and position.scope = if($source = 'published', '', $cycle)
        and position.period = if($source = 'published', cycle_period.source_year, $ordinal)
)

select
    area.area,
    area.name as area_name,
    membership.bpn_name,
    cycle_member.area is not null as in_cycle,
    rows_behind.value,
    coalesce(rows_behind.status, 'not_returned') as status,
    rows_behind.band,
    rows_behind.rank,
    rows_behind.out_of,
    rows_behind.regional_rank,
    rows_behind.regional_out_of,
    rows_behind.previous_value,
    rows_behind.change,
    rows_behind.direction,
    rows_behind.change_reason,
    rows_behind.signal,
    rows_behind.more_than_chance,
    kpi.decimals,
    kpi.unit_short,
from area
inner join kpi on kpi.kpi = $kpi
left join rows_behind on rows_behind.area = area.area
left join cycle_member on cycle_member.cycle = $cycle and cycle_member.area = area.area
left join membership on membership.cycle = $cycle and membership.area = area.area
where rows_behind.area is not null or ($source = 'returned' and cycle_member.area is not null)
order by rows_behind.regional_rank nulls last, rows_behind.value desc nulls last, area.name;
