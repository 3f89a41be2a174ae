-- The benchmarking rules: a chain of views, each on the one before, from cut_points.sql on. Published and returned figures go through
-- the same chain, so that a rule stands once. England's cut-points are read from what was made of the release (made.sql).

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
        regional.v25 as regional_v25,
        regional.v50 as regional_v50,
        regional.v75 as regional_v75,
        regional.region_value,
        regional.region_value_kind,
        regional.region_n,
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
),

rankable as (
    select
        placed.*,
        placed.stands and placed.goodness is not null and placed.national_enough and placed.source = 'published' as in_national,
        placed.stands and placed.goodness is not null and placed.regional_enough as in_regional,
    from placed
)

select
    rankable.* exclude (in_national, in_regional),
    if(
        rankable.in_national,
        rank() over (
            partition by rankable.scope, rankable.source, rankable.kpi, rankable.period, rankable.in_national
            order by rankable.goodness desc
        ),
        null
    )::integer as rank,
    if(
        rankable.in_national,
        count(*) over (partition by rankable.scope, rankable.source, rankable.kpi, rankable.period, rankable.in_national),
        null
    )::integer as out_of,
    if(
        rankable.in_regional,
        rank() over (
            partition by
                rankable.scope, rankable.source, rankable.kpi, rankable.period, rankable.region, rankable.in_regional
            order by rankable.goodness desc
        ),
        null
    )::integer as regional_rank,
    if(
        rankable.in_regional,
        count(*) over (
            partition by
                rankable.scope, rankable.source, rankable.kpi, rankable.period, rankable.region, rankable.in_regional
        ),
        null
    )::integer as regional_out_of,
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

-- name: travelled
-- grain: scope, source, kpi, period, area
-- The change since the consecutive earlier period, full year against full year, never across a break; direction when it exceeds the
-- meaningful size: the KPI's own, or a share of England's interquartile range. change_reason says why there is no change or direction.
create or replace view travelled as
with earlier as (
    select
        banded.*,
        coalesce(banded.meaningful_change, cutoffs.meaningful_share * banded.iqr) as meaningful,
        last_value(if(banded.rounded is null, null, banded.period) ignore nulls) over before as earlier_period,
        last_value(banded.rounded ignore nulls) over before as earlier_value,
        last_value(if(banded.rounded is null, null, coalesce(banded.source_year, -1)) ignore nulls) over before as earlier_year,
        last_value(if(banded.rounded is null, null, banded.part_year) ignore nulls) over before as earlier_part_year,
    from banded
    cross join cutoffs
    window before as (
        partition by banded.scope, banded.source, banded.kpi, banded.area
        order by banded.period
        rows between unbounded preceding and 1 preceding
    )
),

crossed as (
    select
        earlier.*,
        if(
            earlier.rounded is not null and earlier.earlier_period = earlier.period - 1 and earlier.earlier_year > 0,
            (
                select string_agg(series_break.why, ' ' order by series_break.period),
                from series_break
                where
                    series_break.kpi = earlier.kpi
                    and series_break.period > earlier.earlier_year
                    and series_break.period <= earlier.source_year
            ),
            null
        ) as break_why,
    from earlier
),

reasoned as (
    select
        crossed.*,
        case
            when crossed.rounded is null then 'no figure'
            when crossed.earlier_period is null then 'no earlier figure'
            when crossed.earlier_period < crossed.period - 1 then 'earlier figure is not consecutive'
            when crossed.break_why is not null then 'new series'
            when not crossed.comparable or crossed.part_year <> crossed.earlier_part_year then 'part-year'
            when crossed.meaningful is null then 'no yardstick'
        end as change_reason,
    from crossed
),

changed as (
    select
        reasoned.*,
        if(reasoned.earlier_period = reasoned.period - 1, reasoned.earlier_value, null) as previous_value,
        if(reasoned.earlier_period = reasoned.period - 1, reasoned.earlier_period, null) as previous_period,
        if(
            coalesce(reasoned.change_reason, 'no yardstick') = 'no yardstick',
            round(reasoned.rounded - reasoned.earlier_value, 9),
            null
        ) as change,
    from reasoned
)

select
    changed.* exclude (earlier_period, earlier_value, earlier_year, earlier_part_year),
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
