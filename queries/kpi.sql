-- The KPI screen: who stands where on one KPI, how it moves, and what it rests on.

-- name: directory
-- grain: kpi
-- The cycle's KPIs by group, with how many authorities have a figure in a column, and the figures of the region and England there.
with counted as (
    select
        standing.kpi,
        any_value(standing.period_label) as period_label,
        any_value(standing.england) as england,
        any_value(standing.region_value) as region_value,
        count(standing.value) filter (where standing.kind = 'authority') as counted,
        count(*) filter (where standing.kind = 'authority' and standing.status <> 'not_applicable') as existing,
    from query_table(coalesce($source, 'published') || '_standing') as standing
    where standing.cycle = $cycle and standing.ordinal = $ordinal
    group by standing.kpi
)

select
    kpi.kpi,
    kpi.name,
    kpi.unit,
    kpi.unit_short,
    kpi.decimals,
    kpi.polarity,
    kpi.kpi_group,
    kpi.group_name,
    cycle_period.label as period_label,
    counted.england,
    counted.region_value,
    coalesce(counted.counted, 0) as counted,
    coalesce(counted.existing, 0) as existing,
from cycle_period
inner join kpi using (kpi)
left join counted on counted.kpi = cycle_period.kpi
where cycle_period.cycle = $cycle and cycle_period.ordinal = $ordinal
order by kpi."order";

-- name: column_held
-- grain: ordinal
-- The columns of a cycle for one KPI: which source year stands there, and how many authorities have a figure.
select
    cycle_period.ordinal,
    cycle_column.column_key,
    cycle_column.label as column_label,
    cycle_period.label as period_label,
    cycle_period.source_year,
    count(standing.value) filter (where standing.kind = 'authority') as counted,
from cycle_period
inner join cycle_column using (cycle, ordinal)
left join query_table(coalesce($source, 'published') || '_standing') as standing
    on cycle_period.cycle = standing.cycle
    and cycle_period.kpi = standing.kpi
    and cycle_period.ordinal = standing.ordinal
where cycle_period.cycle = $cycle and cycle_period.kpi = $kpi
group by all
order by cycle_period.ordinal;

-- name: ranking
-- grain: area
-- England, the region and the cycle's authorities on one KPI, best first; where nobody has a rank (a context KPI, too few figures) from
-- high to low. Those without a figure come last. beyond: further from the middle half of England's authorities than three of its
-- interquartile ranges (Tukey's outer fences, Exploratory Data Analysis, 1977): drawn at the edge of a picture, so that it does not
-- flatten the others.
with fenced as (
    select
        standing.*,
        if(standing.v75 > standing.v25, round(4 * standing.v25 - 3 * standing.v75, 9), null) as fence_low,
        if(standing.v75 > standing.v25, round(4 * standing.v75 - 3 * standing.v25, 9), null) as fence_high,
    from query_table(coalesce($source, 'published') || '_standing') as standing
    where standing.cycle = $cycle and standing.ordinal = $ordinal and standing.kpi = $kpi
)

select
    fenced.* exclude (polarity, decimals),
    area.name as area_name,
    case
        when not fenced.comparable then null
        when round(fenced.value, kpi.decimals) > fenced.fence_high then 'high'
        when round(fenced.value, kpi.decimals) < fenced.fence_low then 'low'
    end as beyond,
    kpi.name,
    kpi.short_name,
    kpi.unit,
    kpi.unit_short,
    kpi.decimals,
    kpi.polarity,
from fenced
inner join kpi using (kpi)
inner join area using (area)
order by
    case fenced.kind when 'england' then 0 when 'region' then 1 else 2 end,
    fenced.regional_rank nulls last,
    fenced.value is null,
    fenced.comparable desc,
    if(fenced.regional_rank is null, fenced.value, towards_good(fenced.value, kpi.polarity)) desc,
    area.name;

-- name: summary
-- grain: kpi
-- What the screen's sentence says: how many of the region's authorities have a figure, stand in each quarter of England or beside it, and
-- who leads the end that is told. That is the bad end, unless more stand in England's best quarter than in its worst; of a context KPI,
-- which has no good end, the highest. leaders: up to the third place, fewer where ties would make them more than four.
with authorities as (
    select
        standing.*,
        area.name as area_name,
        round(standing.value, standing.decimals) as rounded,
    from query_table(coalesce($source, 'published') || '_standing') as standing
    inner join area using (area)
    where
        standing.cycle = $cycle
        and standing.ordinal = $ordinal
        and standing.kpi = $kpi
        and standing.kind = 'authority'
        and standing.status <> 'not_applicable'
),

counts as (
    select
        authorities.kpi,
        any_value(authorities.polarity) as polarity,
        any_value(authorities.period_label) as period_label,
        count(*) as existing,
        count(authorities.value) as counted,
        count(*) filter (where authorities.value is not null and authorities.comparable) as n_comparable,
        count(authorities.regional_rank) as n_ranked,
        count(authorities.band) as n_banded,
        count(*) filter (where authorities.band = 'A') as n_best,
        count(*) filter (where authorities.band = 'D') as n_worst,
        count(authorities.context_side) as n_sided,
        count(*) filter (where authorities.context_side = 'higher') as n_higher,
        count(*) filter (where authorities.context_side = 'lower') as n_lower,
    from authorities
    group by authorities.kpi
),

told as (
    select
        counts.*,
        case
            when counts.polarity = 'context' then 'highest'
            when counts.n_best > counts.n_worst then if(counts.polarity = 'low', 'lowest', 'highest')
            else if(counts.polarity = 'low', 'highest', 'lowest')
        end as told_end,
    from counts
),

placed as (
    select
        authorities.kpi,
        authorities.area_name,
        rank() over (
            order by if(told.told_end = 'highest', authorities.rounded, -authorities.rounded) desc
        ) as place,
    from authorities
    inner join told using (kpi)
    where authorities.rounded is not null and authorities.comparable
),

tallied as (
    select
        placed.kpi,
        count(*) filter (where placed.place = 1) as n_first,
        case
            when count(*) filter (where placed.place <= 3) <= 4 then 3
            when count(*) filter (where placed.place <= 2) <= 4 then 2
            when count(*) filter (where placed.place = 1) <= 4 then 1
            else 0
        end as last_place,
    from placed
    group by placed.kpi
),

ahead as (
    select
        placed.kpi,
        string_agg(placed.area_name, '|' order by placed.place, placed.area_name) as leaders,
    from placed
    inner join tallied using (kpi)
    where placed.place <= tallied.last_place
    group by placed.kpi
)

select
    told.*,
    tallied.n_first,
    ahead.leaders,
from told
left join tallied using (kpi)
left join ahead using (kpi);

-- name: england
-- grain: area
-- Every authority of England on one KPI in one year, highest first; beyond as in the ranking.
with fenced as (
    select
        published_position.* exclude (england),
        published_cut_point.england,
        if(published_cut_point.iqr > 0, round(4 * published_cut_point.v25 - 3 * published_cut_point.v75, 9), null) as fence_low,
        if(published_cut_point.iqr > 0, round(4 * published_cut_point.v75 - 3 * published_cut_point.v25, 9), null) as fence_high,
    from published_position
    left join published_cut_point
        on published_cut_point.kpi = published_position.kpi and published_cut_point.period = published_position.period
    where
        published_position.kpi = $kpi
        and published_position.period = $period
        and published_position.kind = 'authority'
        and published_position.status <> 'not_applicable'
)

select
    fenced.* exclude (polarity, decimals),
    area.name as area_name,
    region.name as region_name,
    coalesce(area.region = $region, false) as in_region,
    case
        when round(fenced.value, kpi.decimals) > fenced.fence_high then 'high'
        when round(fenced.value, kpi.decimals) < fenced.fence_low then 'low'
    end as beyond,
    kpi.name,
    kpi.unit,
    kpi.unit_short,
    kpi.decimals,
    kpi.polarity,
    year_words(kpi.year_type, fenced.period) as period_label,
from fenced
inner join kpi using (kpi)
inner join area on area.area = fenced.area
left join area as region on region.area = area.region
order by fenced.value desc nulls last, area.name;

-- name: cut_points
-- grain: kpi
-- Where England's quarters begin in one year, the funnel that stands there if counts are known, and how wide its limits are.
select
    published_cut_point.* exclude (coverage),
    year_words(kpi.year_type, published_cut_point.period) as period_label,
    funnel_row.n as funnel_n,
    funnel_row.phi,
    cutoffs.funnel_z,
    sure_word(cutoffs.funnel_z) as funnel_sure,
    cutoffs.winsorise_share,
    unit_scale(funnel_row.chance) * unsteadied(funnel_row.target, funnel_row.chance) as funnel_centre,
    region_row.value as region_value,
from published_cut_point
inner join kpi using (kpi)
cross join cutoffs
left join published_funnel as funnel_row
    on funnel_row.kpi = published_cut_point.kpi and funnel_row.period = published_cut_point.period
left join published_position as region_row
    on region_row.kpi = published_cut_point.kpi
    and region_row.period = published_cut_point.period
    and region_row.area = $region
where published_cut_point.kpi = $kpi and published_cut_point.period = $period;

-- name: trend
-- grain: area, period
-- All years of one KPI for England, the region and every authority of the region that ever had a figure to give.
with lines as (
    select
        published_position.*,
        max(if(published_position.status = 'not_applicable', 0, 1)) over (partition by published_position.area) as ever,
    from published_position
    where
        published_position.kpi = $kpi
        and (
            published_position.kind = 'england'
            or published_position.area = $region
            or (published_position.kind = 'authority' and published_position.region = $region)
        )
)

select
    lines.area,
    lines.period,
    if(lines.kind = 'authority', 'other', lines.kind) as role,
    area.name as area_label,
    lines.value,
    lines.status,
    lines.note,
    lines.numerator,
    lines.denominator,
    lines.rank,
    lines.out_of,
    lines.band,
    lines.direction,
    lines.change_reason,
    lines.measure,
    lines.place,
    lines.year_label as source_label,
    year_words(kpi.year_type, lines.period) as year_label,
from lines
inner join kpi using (kpi)
inner join area using (area)
where lines.ever = 1
order by lines.period, lines.kind, area.name;
