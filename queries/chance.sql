-- What chance alone may do to a figure: intervals around proportions and rates with counts, and funnel limits widened for the spread
-- that authorities of this kind always show. Figures without counts, and ratios such as caseload, get neither.

-- name: wilson
-- grain: none
-- Wilson's score limit of a proportion (Wilson 1927; Newcombe 1998): the lower one with z negative, the upper one with z positive.
create or replace macro wilson(cases, trials, z) as
(2 * cases + z * z + z * sqrt(z * z + 4 * cases * (1 - cases / trials))) / (2 * (trials + z * z));

-- name: byar
-- grain: none
-- Byar's limit of a count (Breslow and Day 1987): the lower one with z negative, the upper one with z positive.
create or replace macro byar(events, z) as
if(
    z < 0,
    if(events = 0, 0, events * power(1 - 1 / (9 * events) + z / (3 * sqrt(events)), 3)),
    (events + 1) * power(1 - 1 / (9 * (events + 1)) + z / (3 * sqrt(events + 1)), 3)
);

-- name: sure_word
-- grain: none
-- The confidence a z stands for, in words.
create or replace macro sure_word(z) as case round(z, 2)
    when 1.96 then '95%'
    when 2.58 then '99%'
    when 3.09 then '99.8%'
    else 'z ' || z
end;

-- name: has_counts
-- grain: none
-- Whether counts can be used: cases and a base, and no more cases than base in a proportion.
create or replace macro has_counts(chance_kind, cases, base) as coalesce(
    chance_kind in ('proportion', 'events') and cases >= 0 and base > 0 and (chance_kind = 'events' or cases <= base), false
);

-- name: unit_scale
-- grain: none
-- By how much a share is multiplied to give the KPI's unit: 100 for a proportion in per cent, 10,000 for a rate of events.
create or replace macro unit_scale(chance_kind) as case chance_kind when 'proportion' then 100 when 'events' then 10000 end;

-- name: steadied
-- grain: none
-- A share on the scale where its spread by chance depends on its base only: arcsine of the square root for proportions, square root for
-- rates. On both, that spread is 1 / (2 √base).
create or replace macro steadied(share, chance_kind) as if(chance_kind = 'proportion', asin(sqrt(share)), sqrt(share));

-- name: unsteadied
-- grain: none
-- The way back from the steadied scale, kept within what a share can be. NULL is told apart first: least and greatest pass it over.
create or replace macro unsteadied(amount, chance_kind) as case
    when amount is null then null
    when chance_kind = 'proportion' then power(sin(least(greatest(amount, 0), pi() / 2)), 2)
    else power(greatest(amount, 0), 2)
end;

-- name: quantile_at
-- grain: none
-- Type 7 quantile of a sorted list at a share that is data: quantile_cont takes only constants.
create or replace macro quantile_at(sorted_list, share) as
sorted_list[floor((len(sorted_list) - 1) * share)::integer + 1]
+ ((len(sorted_list) - 1) * share - floor((len(sorted_list) - 1) * share))
* (
    sorted_list[ceil((len(sorted_list) - 1) * share)::integer + 1]
    - sorted_list[floor((len(sorted_list) - 1) * share)::integer + 1]
);

-- name: funnel
-- grain: kpi, period
-- Centre and widening of the funnel over England's authorities: Spiegelhalter's additive random effects (Statistics in Medicine 24,
-- 2005, 1185–1202; Quality and Safety in Health Care 14, 2005, 347–351), z winsorised at both ends as public-health practice does.
-- target: all cases over all bases, steadied. phi: mean squared z; tau2: spread between authorities beyond chance.
create or replace view funnel as
with steady as (
    select
        oriented.kpi,
        oriented.period,
        oriented.chance,
        steadied(oriented.numerator / oriented.denominator, oriented.chance) as y,
        4 * oriented.denominator as weight,
        steadied(
            sum(oriented.numerator) over whole / sum(oriented.denominator) over whole, oriented.chance
        ) as target,
    from oriented
    where
        oriented.source = 'published'
        and oriented.kind = 'authority'
        and oriented.rounded is not null
        and has_counts(oriented.chance, oriented.numerator, oriented.denominator)
    window whole as (partition by oriented.kpi, oriented.period)
),

scored as (
    select
        steady.*,
        (steady.y - steady.target) * sqrt(steady.weight) as z,
    from steady
),

sorted as (
    select
        scored.kpi,
        scored.period,
        list(scored.z order by scored.z) as every_z,
    from scored
    group by scored.kpi, scored.period
),

ends as (
    select
        sorted.kpi,
        sorted.period,
        quantile_at(sorted.every_z, cutoffs.winsorise_share) as low_end,
        quantile_at(sorted.every_z, 1 - cutoffs.winsorise_share) as high_end,
    from sorted
    cross join cutoffs
),

spread as (
    select
        scored.kpi,
        scored.period,
        any_value(scored.chance) as chance,
        count(*) as n,
        any_value(scored.target) as target,
        avg(power(least(greatest(scored.z, ends.low_end), ends.high_end), 2)) as phi,
        sum(scored.weight) - sum(scored.weight * scored.weight) / sum(scored.weight) as weights,
    from scored
    inner join ends using (kpi, period)
    group by scored.kpi, scored.period
)

select
    spread.kpi,
    spread.period,
    spread.chance,
    spread.n,
    spread.target,
    spread.phi,
    if(spread.n < 2, 0, greatest(0, (spread.n * spread.phi - (spread.n - 1)) / nullif(spread.weights, 0))) as tau2,
from spread
inner join published_cut_point using (kpi, period)
cross join cutoffs
where spread.n >= round(cutoffs.coverage_min * published_cut_point.existing, 9);
