-- The BPN screen: where its members stand, what they share, and where they differ most.

-- name: forums
-- grain: bpn, round
-- The BPNs of a cycle with the authority each is named after, and the days of their forums; day is null where none is known.
select
    bpn.bpn,
    bpn.name,
    area.name as named_after,
    forum.round,
    forum.day,
from bpn
left join area on area.area = bpn.lead_area
left join forum using (cycle, bpn)
where bpn.cycle = $cycle
order by bpn.name, forum.day;

-- name: cells
-- grain: kpi, area
-- Cells of one column for the KPIs asked for (`headline`, `all`, a group or a KPI): England, the region, the BPN (unweighted mean of its
-- members with a value, worked out and never stored), and all authorities of the cycle, each with its spot between England's worst (0)
-- and best (1).
with shown as (
    select standing.*
    from query_table(coalesce($source, 'published') || '_standing') as standing
    inner join kpi using (kpi)
    where
        standing.cycle = $cycle
        and standing.ordinal = $ordinal
        and ($which = 'all' or ($which = 'headline' and kpi.headline) or kpi.kpi_group = $which or kpi.kpi = $which)
),

means as (
    select
        any_value(shown.source) as source,
        shown.kpi,
        'bpn' as area,
        'bpn' as kind,
        any_value(shown.bpn_name) as bpn_name,
        any_value(shown.period_label) as period_label,
        any_value(shown.bpn_mean) as value,
        any_value(shown.bpn_n) as bpn_n,
        any_value(shown.england) as england,
        any_value(shown.region_value) as region_value,
        case
            when any_value(shown.bpn_mean) is not null then 'value'
            when count(shown.value) > 0 then null
            when any_value(shown.source) = 'returned' then 'not_returned'
            else 'not_published'
        end as status,
        if(any_value(shown.bpn_mean) is null and count(shown.value) > 0, 'part of a year has no mean', null) as note,
    from shown
    where shown.bpn = $bpn
    group by shown.kpi
),

every as (
    select *,
    from shown
    union all by name
    select *,
    from means
)

select
    every.kpi,
    every.area,
    case
        when every.kind <> 'bpn' then area.name
        when every.bpn_n > 0 then every.bpn_name || ' BPN, mean of ' || every.bpn_n
        else every.bpn_name || ' BPN'
    end as area_name,
    every.source,
    every.basis,
    every.column_label,
    every.kind,
    every.bpn,
    every.bpn_name,
    every.round,
    coalesce(every.bpn = $bpn and every.kind = 'authority', false) as member,
    every.value,
    every.status,
    every.note,
    every.part_year,
    every.period_label,
    every.band,
    every.regional_band,
    every.rank,
    every.out_of,
    every.regional_rank,
    every.regional_out_of,
    every.context_side,
    every.against_england,
    every.against_neighbours,
    every.neighbour_mean,
    every.neighbour_n,
    every.previous_value,
    every.change,
    every.direction,
    every.change_reason,
    every.signal,
    every.england,
    every.region_value,
    every.bpn_mean,
    every.bpn_n,
    every.spot,
    every.spot_region,
    every.spot_q25,
    every.spot_q75,
    every.measure,
    every.place,
    kpi."order" as kpi_order,
    kpi.name,
    kpi.short_name,
    kpi.unit,
    kpi.unit_short,
    kpi.decimals,
    kpi.polarity,
    kpi.headline,
    kpi.kpi_group,
    kpi.group_name,
    kpi.group_short_name,
from every
inner join kpi using (kpi)
left join area on area.area = every.area
order by kpi."order", every.kind, area.name;

-- name: ground
-- grain: kpi
-- What a BPN's members share and where they differ, for every KPI with a good end of which enough members (the share set for coverage)
-- stand in a quarter of England. shared, by first match: the set share of them stand in England's worst quarter, or in its best; all of
-- them are worse than England, or better, by more than a meaningful size. differ: at least one stands in the best quarter and at least one
-- in the worst; spread is the range of the members' figures in England's interquartile ranges. shared_place and differ_place order the
-- KPIs; of a family only its own KPI has a place, or else the first of its splits; whole says that it is no split.
with limits as (
    select
        max(cutoff.value) filter (where cutoff.cutoff = 'bpn_shared_share') as shared_share,
        max(cutoff.value) filter (where cutoff.cutoff = 'coverage_min') as coverage_min,
    from cutoff
),

members as (
    select
        standing.*,
        area.name as area_name,
        coalesce(standing.band, '-') as quarter,
    from query_table(coalesce($source, 'published') || '_standing') as standing
    inner join area using (area)
    where
        standing.cycle = $cycle
        and standing.ordinal = $ordinal
        and standing.bpn = $bpn
        and standing.status <> 'not_applicable'
        and standing.polarity <> 'context'
),

counts as (
    select
        members.kpi,
        any_value(members.period_label) as period_label,
        any_value(members.bpn_mean) as bpn_mean,
        any_value(members.england) as england,
        count(*) as n_members,
        count(members.band) as n_banded,
        count(*) filter (where members.band = 'A') as n_best,
        count(*) filter (where members.band = 'D') as n_worst,
        count(*) filter (where members.band is not null and members.against_england = 'better') as n_better,
        count(*) filter (where members.band is not null and members.against_england = 'worse') as n_worse,
        string_agg(members.quarter, '' order by members.quarter = '-', members.quarter, members.rank) as squares,
        string_agg(members.area, ' ' order by members.rank, members.area_name) filter (where members.band = 'A') as best,
        string_agg(members.area, ' ' order by members.rank desc, members.area_name) filter (where members.band = 'D') as worst,
        max(round(members.value, members.decimals)) filter (where members.band is not null) as highest,
        min(round(members.value, members.decimals)) filter (where members.band is not null) as lowest,
        any_value(members.v75 - members.v25) as iqr,
    from members
    group by members.kpi
),

judged_ground as (
    select
        counts.*,
        limits.shared_share as shared_limit,
        limits.coverage_min as coverage_limit,
        counts.n_banded > 0 and counts.n_banded >= round(limits.coverage_min * counts.n_members, 9) as enough,
        case
            when counts.n_worst >= round(limits.shared_share * counts.n_banded, 9) then 'worst quarter'
            when counts.n_best >= round(limits.shared_share * counts.n_banded, 9) then 'best quarter'
            when counts.n_worse = counts.n_banded then 'worse'
            when counts.n_better = counts.n_banded then 'better'
        end as side,
    from counts
    cross join limits
),

kept as (
    select
        judged_ground.* exclude (side, iqr, highest, lowest),
        round((judged_ground.highest - judged_ground.lowest) / nullif(judged_ground.iqr, 0), 6) as spread,
        if(judged_ground.enough, judged_ground.side, null) as shared,
        judged_ground.enough and judged_ground.n_best > 0 and judged_ground.n_worst > 0 as differ,
        greatest(judged_ground.n_worst, judged_ground.n_best) / nullif(judged_ground.n_banded, 0) as shared_share,
    from judged_ground
),

named as (
    select
        kept.*,
        kpi.name,
        kpi."order" as kpi_order,
        kpi.family,
        kpi.topic,
        kpi.topic_plural,
        kpi.polarity,
        kpi.unit,
        kpi.decimals,
        kpi.headline,
        row_number() over (
            partition by kpi.family order by kpi.kpi = kpi.family desc, kpi."order"
        ) as place_in_family,
    from kept
    inner join kpi using (kpi)
),

led as (
    select
        named.*,
        named.shared is not null
        and named.place_in_family = min(named.place_in_family) over (partition by named.family, named.shared is not null)
            as leads_shared,
        named.differ
        and named.place_in_family = min(named.place_in_family) over (partition by named.family, named.differ) as leads_differ,
    from named
)

select
    led.* exclude (place_in_family, leads_shared, leads_differ),
    led.place_in_family = 1 as whole,
    if(
        led.leads_shared,
        row_number() over (partition by led.leads_shared order by led.shared_share desc, led.headline desc, led.kpi_order),
        null
    )::integer as shared_place,
    if(
        led.leads_differ,
        row_number() over (partition by led.leads_differ order by led.spread desc, led.headline desc, led.kpi_order),
        null
    )::integer as differ_place,
from led
order by led.kpi_order;
