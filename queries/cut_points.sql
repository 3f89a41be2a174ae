-- Where the benchmarking rules begin: figures turned so that more is better, and the cut-points they are placed on. rules.sql goes on.

-- name: goodness
-- grain: none
-- A value turned so that more is better; nothing for a context KPI, which has no good end.
create or replace macro goodness(amount, good_end) as case good_end when 'high' then amount when 'low' then -amount end;

-- name: towards_good
-- grain: none
-- A value turned so that more is better, or for a context KPI left as it is: for pictures and levels, never for judgement.
create or replace macro towards_good(amount, good_end) as if(good_end = 'low', -amount, amount);

-- name: difference_word
-- grain: none
-- A difference in words. It must exceed the meaningful size; a context KPI is only higher or lower. Rounded first: float noise is not news.
create or replace macro difference_word(difference, meaningful_size, good_end, better_word, worse_word) as case
    when difference is null or meaningful_size is null then null
    when round(abs(difference), 9) <= round(meaningful_size, 9) then 'about the same'
    when good_end = 'context' then if(difference > 0, 'higher', 'lower')
    when goodness(difference, good_end) > 0 then better_word
    else worse_word
end;

-- name: band_of
-- grain: none
-- Quartile band, A best to D worst, as DfE's Local Authority Interactive Tool sets it (calculate_quartile_band in its source): each
-- quarter of the values includes its upper bound, and polarity only names the quarters. So a value on a cut-point falls in the quarter
-- of the lower values: the better one where low is good, the worse one where high is good.
create or replace macro band_of(amount, good_end, lower_cut, middle_cut, upper_cut) as case
    when amount is null or lower_cut is null or good_end = 'context' then null
    when round(amount, 9) <= round(lower_cut, 9) then if(good_end = 'low', 'A', 'D')
    when round(amount, 9) <= round(middle_cut, 9) then if(good_end = 'low', 'B', 'C')
    when round(amount, 9) <= round(upper_cut, 9) then if(good_end = 'low', 'C', 'B')
    else if(good_end = 'low', 'D', 'A')
end;

-- name: cutoffs
-- grain: none
-- held: rows
-- The cut-offs of the rules side by side, one row.
create or replace view cutoffs as
select
    max(cutoff.value) filter (where cutoff.cutoff = 'coverage_min') as coverage_min,
    max(cutoff.value) filter (where cutoff.cutoff = 'theme_worst_share') as theme_worst_share,
    max(cutoff.value) filter (where cutoff.cutoff = 'theme_best_share') as theme_best_share,
    max(cutoff.value) filter (where cutoff.cutoff = 'context_level') as context_level,
    max(cutoff.value) filter (where cutoff.cutoff = 'context_spread') as context_spread,
    max(cutoff.value) filter (where cutoff.cutoff = 'moved_share') as moved_share,
    max(cutoff.value) filter (where cutoff.cutoff = 'some_spread') as some_spread,
    max(cutoff.value) filter (where cutoff.cutoff = 'some_worst_share') as some_worst_share,
    max(cutoff.value) filter (where cutoff.cutoff = 'leaning_best_share') as leaning_best_share,
    max(cutoff.value) filter (where cutoff.cutoff = 'leaning_worst_share') as leaning_worst_share,
    max(cutoff.value) filter (where cutoff.cutoff = 'meaningful_share') as meaningful_share,
    max(cutoff.value) filter (where cutoff.cutoff = 'funnel_z') as funnel_z,
    max(cutoff.value) filter (where cutoff.cutoff = 'winsorise_share') as winsorise_share,
    max(cutoff.value) filter (where cutoff.cutoff = 'interval_z') as interval_z,
    max(cutoff.value) filter (where cutoff.cutoff = 'context_mark') as context_mark,
from cutoff
having count(*) > 0;

-- name: oriented
-- grain: scope, source, kpi, period, area
-- held: view
-- A figure with what it needs to be compared: rounded to the KPI's decimals, goodness (NULL for context KPIs), and whether it may be
-- compared at all (a part-year count or flow may not). A region is in its own region.
create or replace view oriented as
select
    figure.*,
    area.kind,
    if(area.kind = 'region', area.area, area.region) as region,
    kpi.polarity,
    kpi.decimals,
    kpi.flow,
    kpi.chance,
    kpi.meaningful_change,
    round(figure.value, kpi.decimals) as rounded,
    goodness(round(figure.value, kpi.decimals), kpi.polarity) as goodness,
    not figure.part_year or not kpi.flow as comparable,
from figure
inner join area using (area)
inner join kpi using (kpi);

-- name: cut_point
-- grain: kpi, period
-- Where the quarters of England's authorities lie (type 7 quantiles), for KPIs of which at least the set share of the authorities that
-- existed that year has a value: q in goodness, v in value. A status of not applicable says that an authority did not exist.
create or replace view cut_point as
with counts as (
    select
        oriented.kpi,
        oriented.period,
        count(*) filter (where oriented.kind = 'authority' and oriented.status <> 'not_applicable') as existing,
        count(oriented.rounded) filter (where oriented.kind = 'authority') as counted,
        max(oriented.rounded) filter (where oriented.kind = 'england') as england,
        quantile_cont(oriented.goodness, [0.25, 0.5, 0.75]) filter (where oriented.kind = 'authority') as q,
        quantile_cont(oriented.rounded, [0, 0.25, 0.5, 0.75, 1]) filter (where oriented.kind = 'authority') as v,
    from oriented
    where oriented.source = 'published'
    group by oriented.kpi, oriented.period
),

coverage as (
    select
        counts.*,
        counts.counted / nullif(counts.existing, 0) as coverage,
        counts.counted > 0 and counts.counted >= round(cutoffs.coverage_min * counts.existing, 9) as enough,
    from counts
    cross join cutoffs
)

select
    coverage.kpi,
    coverage.period,
    coverage.existing,
    coverage.counted,
    coverage.coverage,
    coverage.enough,
    coverage.england,
    if(coverage.enough, coverage.q[1], null) as q25,
    if(coverage.enough, coverage.q[2], null) as q50,
    if(coverage.enough, coverage.q[3], null) as q75,
    if(coverage.enough, coverage.v[1], null) as lowest,
    if(coverage.enough, coverage.v[2], null) as v25,
    if(coverage.enough, coverage.v[3], null) as v50,
    if(coverage.enough, coverage.v[4], null) as v75,
    if(coverage.enough, coverage.v[5], null) as highest,
    if(coverage.enough, round(coverage.v[4] - coverage.v[2], 9), null) as iqr,
from coverage;

-- name: regional_cut_point
-- grain: scope, source, kpi, period, region
-- held: view
-- The same within a region, and the region's own value: the published one, or for returned figures the unweighted mean of its authorities.
-- Of returned figures those of every member are expected, whether a return came or not, so that who did not return counts in the
-- coverage; not applicable (an authority without children's homes) is not expected.
create or replace view regional_cut_point as
with counts as (
    select
        oriented.scope,
        oriented.source,
        oriented.kpi,
        oriented.period,
        oriented.region,
        count(*) filter (where oriented.kind = 'authority' and oriented.status <> 'not_applicable') as present,
        count(*) filter (where oriented.kind = 'authority' and oriented.status = 'not_applicable') as not_applicable,
        count(oriented.rounded) filter (where oriented.kind = 'authority' and oriented.comparable) as counted,
        max(oriented.rounded) filter (where oriented.kind = 'region') as published_value,
        round(avg(oriented.rounded) filter (where oriented.kind = 'authority' and oriented.comparable), 9) as mean_value,
        quantile_cont(oriented.rounded, [0.25, 0.5, 0.75]) filter (where oriented.kind = 'authority' and oriented.comparable) as v,
    from oriented
    where oriented.region is not null and oriented.kind in ('authority', 'region')
    group by oriented.scope, oriented.source, oriented.kpi, oriented.period, oriented.region
),

members as (
    select
        cycle_member.cycle as scope,
        area.region,
        count(*) as expected,
    from cycle_member
    inner join area using (area)
    group by cycle_member.cycle, area.region
),

coverage as (
    select
        counts.* exclude (present, not_applicable),
        if(counts.source = 'published', counts.present, coalesce(members.expected, 0) - counts.not_applicable) as existing,
        cutoffs.coverage_min,
    from counts
    cross join cutoffs
    left join members using (scope, region)
),

shares as (
    select
        coverage.*,
        coverage.counted / nullif(coverage.existing, 0) as coverage,
        coverage.counted > 0 and coverage.counted >= round(coverage.coverage_min * coverage.existing, 9) as enough,
    from coverage
)

select
    shares.scope,
    shares.source,
    shares.kpi,
    shares.period,
    shares.region,
    shares.existing,
    shares.counted,
    shares.coverage,
    shares.enough,
    if(shares.source = 'published', shares.published_value, shares.mean_value) as region_value,
    case
        when shares.source = 'published' then if(shares.published_value is null, null, 'published')
        when shares.counted > 0 then 'mean of ' || shares.counted
    end as region_value_kind,
    shares.counted as region_n,
    if(shares.enough, shares.v[1], null) as v25,
    if(shares.enough, shares.v[2], null) as v50,
    if(shares.enough, shares.v[3], null) as v75,
    if(shares.enough, round(shares.v[3] - shares.v[1], 9), null) as iqr,
from shares;
