-- The end of the chain: what chance may do to a figure, and where it lies on a spine. Then what a reader sees, published and returned.

-- name: spot_of
-- grain: none
-- Where an amount (turned towards good) lies on a line from worst to best with England in the middle, as spine charts scale it: both
-- halves by the longer of the two distances, so that equal lengths are equal differences. Beyond the ends is at the end.
create or replace macro spot_of(amount, england_amount, worst_amount, best_amount) as if(
    amount + england_amount + worst_amount + best_amount is null,
    null,
    0.5 + round(
        (amount - england_amount) / nullif(
            2 * greatest(best_amount - england_amount, england_amount - worst_amount, abs(amount - england_amount)), 0
        ),
        6
    )
);

-- name: bounded
-- grain: scope, source, kpi, period, area
-- What chance may do: the interval around a figure with counts (Wilson for proportions, Byar for rates of events), the widened funnel at
-- an authority's own base, both in the KPI's unit, and whether it lies beyond: more than chance. A returned figure is placed on the
-- published funnel of the year beside it.
create or replace view bounded as
with counted as (
    select
        compared.*,
        compared.comparable
        and compared.rounded is not null
        and has_counts(compared.chance, compared.numerator, compared.denominator) as has_interval,
        published_funnel.target,
        if(
            compared.kind = 'authority', sqrt(1 / (4 * nullif(compared.denominator, 0)) + published_funnel.tau2), null
        ) as spread,
        cutoffs.interval_z,
        cutoffs.funnel_z,
    from compared
    left join published_funnel
        on published_funnel.kpi = compared.kpi and published_funnel.period = compared.source_year
    cross join cutoffs
),

limited as (
    select
        counted.*,
        if(
            counted.has_interval,
            unit_scale(counted.chance)
            * if(
                counted.chance = 'proportion',
                wilson(counted.numerator, counted.denominator, -counted.interval_z),
                byar(counted.numerator, -counted.interval_z) / counted.denominator
            ),
            null
        ) as interval_low,
        if(
            counted.has_interval,
            unit_scale(counted.chance)
            * if(
                counted.chance = 'proportion',
                wilson(counted.numerator, counted.denominator, counted.interval_z),
                byar(counted.numerator, counted.interval_z) / counted.denominator
            ),
            null
        ) as interval_high,
        if(
            counted.has_interval,
            if(counted.chance = 'proportion', 'Wilson ', 'Byar ') || sure_word(counted.interval_z),
            null
        ) as interval_method,
        if(
            counted.has_interval,
            unit_scale(counted.chance) * unsteadied(counted.target - counted.funnel_z * counted.spread, counted.chance),
            null
        ) as funnel_low,
        if(
            counted.has_interval,
            unit_scale(counted.chance) * unsteadied(counted.target + counted.funnel_z * counted.spread, counted.chance),
            null
        ) as funnel_high,
        if(
            counted.has_interval,
            (steadied(counted.numerator / counted.denominator, counted.chance) - counted.target) / counted.spread,
            null
        ) as z,
    from counted
)

select
    limited.* exclude (has_interval, target, spread, interval_z, funnel_z),
    case when limited.z > limited.funnel_z then 'high' when limited.z < -limited.funnel_z then 'low' end as more_than_chance,
from limited;

-- name: judged
-- grain: scope, source, kpi, period, area
-- Everything the rules say about a figure, with its spot on the spine: 0 worst or lowest, 0.5 England, 1 best or highest.
create or replace view judged as
with lined as (
    select
        bounded.*,
        towards_good(bounded.england, bounded.polarity) as middle,
        least(towards_good(bounded.lowest, bounded.polarity), towards_good(bounded.highest, bounded.polarity)) as worst,
        greatest(towards_good(bounded.lowest, bounded.polarity), towards_good(bounded.highest, bounded.polarity)) as best,
        least(towards_good(bounded.v25, bounded.polarity), towards_good(bounded.v75, bounded.polarity)) as worse_quarter,
        greatest(towards_good(bounded.v25, bounded.polarity), towards_good(bounded.v75, bounded.polarity)) as better_quarter,
    from bounded
)

select
    lined.* exclude (
        middle, worst, best, worse_quarter, better_quarter, lowest, v25, v50, v75, highest, iqr, regional_v25, regional_v50,
        regional_v75, national_enough, regional_enough, stands, meaningful_change, flow, chance, rounded
    ),
    if(lined.comparable, spot_of(towards_good(lined.rounded, lined.polarity), lined.middle, lined.worst, lined.best), null) as spot,
    spot_of(towards_good(lined.region_value, lined.polarity), lined.middle, lined.worst, lined.best) as spot_region,
    spot_of(lined.worse_quarter, lined.middle, lined.worst, lined.best) as spot_q25,
    spot_of(lined.better_quarter, lined.middle, lined.worst, lined.best) as spot_q75,
    spot_of(
        if(lined.polarity = 'low', -lined.interval_high, lined.interval_low), lined.middle, lined.worst, lined.best
    ) as spot_low,
    spot_of(
        if(lined.polarity = 'low', -lined.interval_low, lined.interval_high), lined.middle, lined.worst, lined.best
    ) as spot_high,
from lined;

-- name: returned_position
-- grain: scope, source, kpi, period, area
-- held: rows
-- Returned figures and what the rules say about them, worked out as they stand.
create or replace view returned_position as
select *,
from judged
where judged.source = 'returned';

-- name: position
-- grain: scope, source, kpi, period, area
-- What a reader sees of a figure: published ones as made of the release, returned ones worked out as they stand.
create or replace view position as
select *,
from published_position
union all by name
select *,
from returned_position;
