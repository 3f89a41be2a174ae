-- The themes of a cycle's region in its columns, and the authorities behind them.

-- name: theme_authority
-- grain: cycle, source, kpi, ordinal, area
-- held: rows
-- The authorities behind a theme. Published: the region's authorities of that year, also one that is no longer in the cycle (in_cycle).
-- Returned: the cycle's authorities, also those that returned nothing. Read past what is held, ask for one source: where the chains of both
-- meet in one plan DuckDB 1.5.5 may build them so that each waits for the other, for ever.
create or replace view theme_authority as
with published as (
    select
        cycle_period.cycle,
        'published' as source,
        cycle_period.ordinal,
        cycle_position.* exclude (scope, source),
    from cycle_period
    inner join cycle using (cycle)
    inner join cycle_position
        on cycle_position.kpi = cycle_period.kpi
        and cycle_position.period = cycle_period.source_year
        and cycle_position.region = cycle.region
    where cycle_position.kind = 'authority' and cycle_position.status <> 'not_applicable'
),

every_one as (
    select *,
    from published
    union all by name
    select *,
    from returned_standing
    where returned_standing.kind = 'authority'
)

select
    every_one.cycle,
    every_one.source,
    every_one.kpi,
    every_one.ordinal,
    every_one.area,
    area.name as area_name,
    membership.bpn,
    membership.bpn_name,
    cycle_member.area is not null as in_cycle,
    every_one.value,
    every_one.status,
    every_one.note,
    every_one.numerator,
    every_one.denominator,
    every_one.year_label,
    every_one.measure,
    every_one.place,
    every_one.regional_band,
    every_one.band,
    every_one.rank,
    every_one.out_of,
    every_one.regional_rank,
    every_one.regional_out_of,
    every_one.previous_value,
    every_one.change,
    every_one.direction,
    every_one.change_reason,
    every_one.signal,
    every_one.more_than_chance,
from every_one
inner join area on area.area = every_one.area
left join cycle_member on cycle_member.cycle = every_one.cycle and cycle_member.area = every_one.area
left join membership on membership.cycle = every_one.cycle and membership.area = every_one.area;

-- name: standing_theme
-- grain: cycle, source, kpi, ordinal
-- held: rows
-- The themes of the cycle's region in one column, in order across KPIs; family_place 1 leads its family. Without a kind there is no theme,
-- and no_theme_reason says why. `squares` are the authorities' quarters in England from best to worst (`-` where there is none).
create or replace view standing_theme as
with placed as (
    select
        'published' as source,
        cycle_period.cycle,
        cycle_period.ordinal,
        cycle_period.kpi,
        cycle.region,
        cycle_period.label as period_label,
        cycle_period.source_year,
        published_theme.* exclude (kpi, period, region, polarity, theme_order, no_theme_reason),
        case
            when cycle_period.source_year is null then 'no published figure stands in this column'
            when published_theme.kpi is null then 'no figure of this year is held'
            else published_theme.no_theme_reason
        end as no_theme_reason,
    from cycle_period
    inner join cycle using (cycle)
    left join published_theme
        on published_theme.kpi = cycle_period.kpi
        and published_theme.period = cycle_period.source_year
        and published_theme.region = cycle.region
    union all by name
    select
        'returned' as source,
        cycle_period.cycle,
        cycle_period.ordinal,
        cycle_period.kpi,
        cycle.region,
        cycle_period.label as period_label,
        cycle_period.source_year,
        theme.* exclude (
            scope, source, kpi, period, region, polarity, theme_order, no_theme_reason, england_enough, england_existing,
            england_counted, kpi_order
        ),
        if(theme.kpi is null, 'nothing was returned', theme.no_theme_reason) as no_theme_reason,
    from cycle_period
    inner join cycle using (cycle)
    inner join kpi on kpi.kpi = cycle_period.kpi and kpi.number is not null
    left join returned_theme as theme
        on theme.scope = cycle_period.cycle
        and theme.kpi = cycle_period.kpi
        and theme.period = cycle_period.ordinal
        and theme.region = cycle.region
),

squared as (
    select
        theme_authority.cycle,
        theme_authority.source,
        theme_authority.kpi,
        theme_authority.ordinal,
        string_agg(
            coalesce(theme_authority.band, '-'), '' order by theme_authority.band nulls last, theme_authority.regional_rank nulls last
        ) as squares,
    from theme_authority
    group by theme_authority.cycle, theme_authority.source, theme_authority.kpi, theme_authority.ordinal
),

named as (
    select
        placed.*,
        squared.squares,
        kpi.name,
        kpi.short_name,
        kpi.kpi_group,
        kpi.group_name,
        kpi.group_order,
        kpi.focus,
        kpi.family,
        kpi.group_short_name,
        kpi.topic,
        kpi.topic_plural,
        kpi.section,
        kpi.number,
        kpi."order" as kpi_order,
        kpi.polarity,
        kpi.decimals,
        kpi.unit,
        kpi.unit_short,
        kpi.headline,
        kpi.when_high,
        kpi.when_low,
        kpi.caution,
    from placed
    inner join kpi on kpi.kpi = placed.kpi
    left join squared
        on squared.cycle = placed.cycle
        and squared.source = placed.source
        and squared.kpi = placed.kpi
        and squared.ordinal = placed.ordinal
),

numbered as (
    select
        named.*,
        row_number() over (
            partition by named.cycle, named.source, named.ordinal
            order by
                named.kind is null,
                named.breadth_distance desc,
                abs(named.level) desc,
                named.kpi_order,
                named.kpi
        ) as place_in_order,
    from named
)

select
    numbered.* exclude (place_in_order),
    if(numbered.kind is null, null, numbered.place_in_order)::integer as theme_order,
    if(
        numbered.kind is null,
        null,
        row_number() over (
            partition by numbered.cycle, numbered.source, numbered.ordinal, numbered.family, numbered.kind is null
            order by numbered.place_in_order
        )
    )::integer as family_place,
from numbered;
