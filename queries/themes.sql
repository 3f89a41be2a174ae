-- Regional themes: statements about a region, computed, traceable to rows, and honest about what they rest on.

-- name: theme_parts
-- grain: none
-- The parts the themes of one origin ('published' or 'returned') are made of; one at a time, so that the published ones plan nothing of
-- the returned chain. level, region_change and england_change are turned towards good (for a context KPI: in value), level in units of
-- England's interquartile range. Moved are authorities whose change is stated in words. A region's value is published, or for returned
-- figures the unweighted mean, and level_basis says which.
create or replace macro theme_parts(origin) as table
with members as (
    select
        position.scope,
        position.source,
        position.kpi,
        position.period,
        position.region,
        any_value(position.polarity) as polarity,
        count(position.band) filter (where position.kind = 'authority') as n_banded,
        count(*) filter (where position.kind = 'authority' and position.band = 'D') as n_worst,
        count(*) filter (where position.kind = 'authority' and position.band = 'A') as n_best,
        count(position.direction) filter (where position.kind = 'authority') as n_moved_of,
        count(*) filter (where position.kind = 'authority' and position.direction = 'improving') as n_improved,
        count(*) filter (where position.kind = 'authority' and position.direction = 'worsening') as n_worsened,
        round(avg(position.change) filter (where position.kind = 'authority'), 9) as mean_change,
        max(position.change) filter (where position.kind = 'region') as published_change,
    from query_table(origin || '_position') as position
    where position.kind in ('authority', 'region')
    group by position.scope, position.source, position.kpi, position.period, position.region
),

years as (
    select
        '' as scope,
        'published' as source,
        published_cut_point.kpi,
        published_cut_point.period,
        published_cut_point.period as source_year,
        published_cut_point.period - 1 as earlier_year,
    from published_cut_point
    union all
    select
        cycle_period.cycle as scope,
        'returned' as source,
        cycle_period.kpi,
        cycle_period.ordinal as period,
        cycle_period.source_year,
        earlier.source_year as earlier_year,
    from cycle_period
    left join cycle_period as earlier
        on earlier.cycle = cycle_period.cycle
        and earlier.kpi = cycle_period.kpi
        and earlier.ordinal = cycle_period.ordinal - 1
),

england as (
    select
        published_position.kpi,
        published_position.period,
        published_position.change,
    from published_position
    where published_position.kind = 'england'
)

select
    regional.scope,
    regional.source,
    regional.kpi,
    regional.period,
    regional.region,
    kpi.polarity,
    regional.existing,
    regional.counted,
    regional.coverage,
    regional.enough,
    national.enough as england_enough,
    national.existing as england_existing,
    national.counted as england_counted,
    regional.region_value,
    national.england,
    round(
        towards_good(regional.region_value - national.england, kpi.polarity) / nullif(national.iqr, 0), 9
    ) as level,
    regional.region_value_kind as level_basis,
    coalesce(members.n_banded, 0) as n_banded,
    coalesce(members.n_worst, 0) as n_worst,
    coalesce(members.n_best, 0) as n_best,
    members.n_worst / nullif(members.n_banded, 0) as worst_share,
    members.n_best / nullif(members.n_banded, 0) as best_share,
    coalesce(members.n_moved_of, 0) as n_moved_of,
    coalesce(members.n_improved, 0) as n_improved,
    coalesce(members.n_worsened, 0) as n_worsened,
    members.n_worsened / nullif(members.n_moved_of, 0) as worsened_share,
    members.n_improved / nullif(members.n_moved_of, 0) as improved_share,
    towards_good(
        if(regional.source = 'published', members.published_change, members.mean_change), kpi.polarity
    ) as region_change,
    towards_good(if(years.earlier_year = years.source_year - 1, england.change, null), kpi.polarity) as england_change,
    round(regional.iqr / nullif(national.iqr, 0), 9) as spread,
    kpi."order" as kpi_order,
from regional_cut_point as regional
inner join years using (scope, source, kpi, period)
left join members using (scope, source, kpi, period, region)
inner join kpi on kpi.kpi = regional.kpi
left join published_cut_point as national on national.kpi = regional.kpi and national.period = years.source_year
left join england on england.kpi = regional.kpi and england.period = years.source_year
where regional.source = origin and regional.existing > 0;

-- name: themes_of
-- grain: none
-- The kind of theme, first match; why there is none; how far the breadth that made it lies from the quarter chance would put there; and
-- the order within a region and period. Momentum counts only where enough of the region's authorities have a stated change.
create or replace macro themes_of(origin) as table
with kinds as (
    select
        theme_part.*,
        case
            when not theme_part.enough or not coalesce(theme_part.england_enough, false) or theme_part.level is null then null
            when theme_part.polarity = 'context' then
                if(
                    abs(theme_part.level) >= cutoffs.context_level or coalesce(theme_part.spread >= cutoffs.context_spread, false),
                    'context to understand',
                    null
                )
            when theme_part.worst_share >= cutoffs.theme_worst_share and theme_part.level < 0 then 'shared concern'
            when theme_part.best_share >= cutoffs.theme_best_share and theme_part.level > 0 then 'shared strength'
            when
                theme_part.n_moved_of >= round(cutoffs.coverage_min * theme_part.existing, 9)
                and theme_part.worsened_share >= cutoffs.moved_share
                and round(theme_part.region_change - theme_part.england_change, 9) < 0
                then 'worsening'
            when
                theme_part.n_moved_of >= round(cutoffs.coverage_min * theme_part.existing, 9)
                and theme_part.improved_share >= cutoffs.moved_share
                and round(theme_part.region_change - theme_part.england_change, 9) > 0
                then 'improving'
            when theme_part.spread >= cutoffs.some_spread and theme_part.worst_share >= cutoffs.some_worst_share
                then 'concern for some'
            when
                theme_part.best_share >= cutoffs.leaning_best_share
                and theme_part.worst_share <= cutoffs.leaning_worst_share
                and theme_part.level > 0
                then 'leaning to strength'
        end as kind,
        case
            when not theme_part.enough
                then theme_part.counted || ' of ' || theme_part.existing || ' LAs have a value: under '
                || round(100 * cutoffs.coverage_min)::integer || '%'
            when theme_part.england_enough is null then 'nothing is published to compare with'
            when not theme_part.england_enough
                then theme_part.england_counted || ' of England''s ' || theme_part.england_existing || ' LAs have a value: under '
                || round(100 * cutoffs.coverage_min)::integer || '%'
            when theme_part.level is null then 'the region or England has no value'
        end as missing_reason,
    from theme_parts(origin) as theme_part
    cross join cutoffs
),

distances as (
    select
        kinds.* exclude (missing_reason),
        if(kinds.kind is null, coalesce(kinds.missing_reason, 'no rule is met'), null) as no_theme_reason,
        round(
            case
                when kinds.kind in ('shared concern', 'concern for some') then kinds.worst_share - 0.25
                when kinds.kind in ('shared strength', 'leaning to strength') then kinds.best_share - 0.25
                when kinds.kind in ('worsening', 'improving')
                    then greatest(abs(kinds.worst_share - 0.25), abs(kinds.best_share - 0.25))
                when kinds.kind = 'context to understand' then 0
            end,
            9
        ) as breadth_distance,
    from kinds
)

select
    distances.*,
    if(
        distances.kind is null,
        null,
        row_number() over (
            partition by distances.scope, distances.source, distances.period, distances.region
            order by
                distances.kind is null,
                distances.breadth_distance desc,
                abs(distances.level) desc,
                distances.kpi_order,
                distances.kpi
        )
    )::integer as theme_order,
from distances;

-- name: returned_theme
-- grain: scope, source, kpi, period, region
-- held: rows
-- Themes in returned figures, worked out as they stand.
create or replace view returned_theme as
select *,
from themes_of('returned');

-- name: theme
-- grain: scope, source, kpi, period, region
-- Themes in published figures (worked out anew: published_theme reads what was kept) and in returned ones.
create or replace view theme as
select *,
from themes_of('published')
union all by name
select *,
from returned_theme;

-- name: theme_row
-- grain: scope, source, kpi, period, region, area
-- The authorities behind a theme, with or without a value.
create or replace view theme_row as
select
    position.scope,
    position.source,
    position.kpi,
    position.period,
    position.region,
    position.area,
    position.value,
    position.status,
    position.band,
    position.direction,
    position.change,
    position.rank,
    position.out_of,
    position.regional_rank,
    position.regional_out_of,
    position.england_gap,
    position.context_side,
    position.signal,
    position.more_than_chance,
from position
where position.kind = 'authority' and position.status <> 'not_applicable';
