-- The benchmarking rules: a chain of views, each on the one before, from cut_points.sql on. Published and returned figures go through
-- the same chain, so that a rule stands once. England's cut-points are read from what was made of the release (made.sql).

-- name: sorted_out
-- grain: scope, source, kpi, period, area
-- What a figure is among the others, by sorting: its place (1 is best; ties share the best) among the authorities with goodness that may be
-- compared, in England and in the region, and the last figure before it. Whether enough have a value to speak of a rank, ranked says.
-- Few columns on purpose: sorting carries them all along. The source is in every partition, so that one can be asked for alone.
create or replace view sorted_out as
with valued as (
    select
        oriented.scope,
        oriented.source,
        oriented.kpi,
        oriented.period,
        oriented.area,
        oriented.region,
        oriented.rounded,
        oriented.goodness,
        if(oriented.rounded is null, null, oriented.period) as valued_period,
        if(oriented.rounded is null, null, oriented.part_year) as valued_part_year,
        oriented.kind = 'authority' and oriented.comparable and oriented.goodness is not null as in_order,
    from oriented
)

select
    valued.scope,
    valued.source,
    valued.kpi,
    valued.period,
    valued.area,
    if(
        valued.in_order,
        rank() over (
            partition by valued.scope, valued.source, valued.kpi, valued.period, valued.in_order order by valued.goodness desc
        ),
        null
    )::integer as place_in_england,
    if(
        valued.in_order,
        rank() over (
            partition by valued.scope, valued.source, valued.kpi, valued.period, valued.region, valued.in_order
            order by valued.goodness desc
        ),
        null
    )::integer as place_in_region,
    last_value(valued.valued_period ignore nulls) over before as earlier_period,
    last_value(valued.rounded ignore nulls) over before as earlier_value,
    last_value(valued.valued_part_year ignore nulls) over before as earlier_part_year,
from valued
window before as (
    partition by valued.scope, valued.source, valued.kpi, valued.area
    order by valued.period
    rows between unbounded preceding and 1 preceding
);

-- name: ranked
-- grain: scope, source, kpi, period, area
-- Rank, 1 = best; ties share the best. Only authorities with a value that may be compared, only where enough of those it is taken over
-- have one, never for context KPIs. Over England for published figures, and over the region's authorities. Carries the cut-points.
create or replace view ranked as
with placed as (
    select
        oriented.*,
        national.england,
        national.lowest,
        national.v25,
        national.v50,
        national.v75,
        national.highest,
        national.iqr,
        national.counted,
        regional.v25 as regional_v25,
        regional.v50 as regional_v50,
        regional.v75 as regional_v75,
        regional.region_value,
        regional.region_value_kind,
        regional.region_n,
        sorted_out.place_in_england,
        sorted_out.place_in_region,
        sorted_out.earlier_period,
        sorted_out.earlier_value,
        sorted_out.earlier_part_year,
        oriented.kind = 'authority' and oriented.comparable and oriented.rounded is not null as stands,
        coalesce(national.enough, false) as national_enough,
        coalesce(regional.enough, false) as regional_enough,
    from oriented
    left join published_cut_point as national
        on national.kpi = oriented.kpi and national.period = oriented.source_year
    left join regional_cut_point as regional
        on regional.scope = oriented.scope
        and regional.source = oriented.source
        and regional.kpi = oriented.kpi
        and regional.period = oriented.period
        and regional.region = oriented.region
    left join sorted_out
        on sorted_out.scope = oriented.scope
        and sorted_out.source = oriented.source
        and sorted_out.kpi = oriented.kpi
        and sorted_out.period = oriented.period
        and sorted_out.area = oriented.area
),

rankable as (
    select
        placed.* exclude (place_in_england, place_in_region, counted),
        if(placed.national_enough and placed.source = 'published', placed.place_in_england, null) as rank,
        if(placed.regional_enough, placed.place_in_region, null) as regional_rank,
        placed.counted,
    from placed
)

select
    rankable.* exclude (counted),
    if(rankable.rank is null, null, rankable.counted)::integer as out_of,
    if(rankable.regional_rank is null, null, rankable.region_n)::integer as regional_out_of,
from rankable;

-- name: banded
-- grain: scope, source, kpi, period, area
-- Band A (best) to D (worst) on England's cut-points, and on the region's. A returned figure is placed on the published cut-points of
-- the year beside it. A context KPI has no band: context_side says whether it stands clearly above or below England.
create or replace view banded as
select
    ranked.*,
    if(ranked.stands and ranked.national_enough, band_of(ranked.rounded, ranked.polarity, ranked.v25, ranked.v50, ranked.v75), null)
        as band,
    if(
        ranked.stands and ranked.regional_enough,
        band_of(ranked.rounded, ranked.polarity, ranked.regional_v25, ranked.regional_v50, ranked.regional_v75),
        null
    ) as regional_band,
    case
        when ranked.polarity <> 'context' or not ranked.comparable or ranked.kind = 'england' or ranked.england <= 0 then null
        when ranked.rounded >= round((1 + cutoffs.context_mark) * ranked.england, 9) then 'higher'
        when ranked.rounded <= round((1 - cutoffs.context_mark) * ranked.england, 9) then 'lower'
    end as context_side,
from ranked
cross join cutoffs;

-- name: crossing
-- grain: scope, source, kpi, period
-- The steps to a period from the one before it that cross a break, and why a new series begins there. A published step is one year; a
-- step between a cycle's columns goes over all the years between those that stand in the two.
create or replace view crossing as
select
    '' as scope,
    'published' as source,
    series_break.kpi,
    series_break.period,
    series_break.why as break_why,
from series_break
union all
select
    cycle_period.cycle as scope,
    'returned' as source,
    cycle_period.kpi,
    cycle_period.ordinal as period,
    string_agg(series_break.why, ' ' order by series_break.period) as break_why,
from cycle_period
inner join cycle_period as earlier
    on earlier.cycle = cycle_period.cycle
    and earlier.kpi = cycle_period.kpi
    and earlier.ordinal = cycle_period.ordinal - 1
inner join series_break
    on series_break.kpi = cycle_period.kpi
    and series_break.period > earlier.source_year
    and series_break.period <= cycle_period.source_year
group by cycle_period.cycle, cycle_period.kpi, cycle_period.ordinal;

-- name: travelled
-- grain: scope, source, kpi, period, area
-- The change since the consecutive earlier period, full year against full year, never across a break; direction when it exceeds the
-- meaningful size: the KPI's own, or a share of England's interquartile range. change_reason says why there is no change or direction.
create or replace view travelled as
with earlier as (
    select
        banded.* exclude (earlier_period, earlier_value),
        coalesce(banded.meaningful_change, cutoffs.meaningful_share * banded.iqr) as meaningful,
        banded.earlier_period,
        if(banded.earlier_period = banded.period - 1, banded.earlier_value, null) as previous_value,
        if(banded.earlier_period = banded.period - 1, banded.earlier_period, null) as previous_period,
        if(banded.rounded is not null and banded.earlier_period = banded.period - 1, crossing.break_why, null) as break_why,
    from banded
    cross join cutoffs
    left join crossing
        on crossing.scope = banded.scope
        and crossing.source = banded.source
        and crossing.kpi = banded.kpi
        and crossing.period = banded.period
),

reasoned as (
    select
        earlier.*,
        case
            when earlier.rounded is null then 'no figure'
            when earlier.earlier_period is null then 'no earlier figure'
            when earlier.previous_period is null then 'earlier figure is not consecutive'
            when earlier.break_why is not null then 'new series'
            when not earlier.comparable or earlier.part_year <> earlier.earlier_part_year then 'part-year'
            when earlier.meaningful is null then 'no yardstick'
        end as change_reason,
    from earlier
),

changed as (
    select
        reasoned.* exclude (earlier_period, earlier_part_year),
        if(
            coalesce(reasoned.change_reason, 'no yardstick') = 'no yardstick',
            round(reasoned.rounded - reasoned.previous_value, 9),
            null
        ) as change,
    from reasoned
)

select
    changed.*,
    difference_word(changed.change, changed.meaningful, changed.polarity, 'improving', 'worsening') as direction,
from changed;

-- name: compared
-- grain: scope, source, kpi, period, area
-- Against England (the published figure of that year) and against the region (published, or the mean of what was returned), with the
-- meaningful size as yardstick; signal is red-red (worse than England and worsening) or its opposite.
create or replace view compared as
with gaps as (
    select
        travelled.*,
        if(travelled.comparable and travelled.kind <> 'england', round(travelled.rounded - travelled.england, 9), null) as england_gap,
        if(
            travelled.comparable and travelled.kind not in ('england', 'region'),
            round(travelled.rounded - travelled.region_value, 9),
            null
        ) as region_gap,
    from travelled
),

worded as (
    select
        gaps.*,
        difference_word(gaps.england_gap, gaps.meaningful, gaps.polarity, 'better', 'worse') as against_england,
        difference_word(gaps.region_gap, gaps.meaningful, gaps.polarity, 'better', 'worse') as against_region,
    from gaps
)

select
    worded.*,
    case
        when worded.against_england = 'worse' and worded.direction = 'worsening' then 'worse and worsening'
        when worded.against_england = 'better' and worded.direction = 'improving' then 'better and improving'
    end as signal,
from worded;
