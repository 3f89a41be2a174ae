-- What every screen chooses from.

-- name: cycles
-- grain: cycle
-- Cycles there are, the one a store opens with first: the practice store's own, else the latest.
select
    cycle.cycle,
    cycle.title,
    cycle.region,
    area.name as region_name,
    cycle.neighbour_model,
    cycle.default_ordinal,
    cycle.note,
    cycle.recorded_at as set_up,
    (select count(*) from bpn where bpn.cycle = cycle.cycle) as n_bpns,
    (select count(*) from membership where membership.cycle = cycle.cycle) as n_placed,
    (select count(*) from cycle_member where cycle_member.cycle = cycle.cycle) as n_members,
    (select count(*) from latest_submission where latest_submission.cycle = cycle.cycle) as n_returned,
from cycle
inner join area on area.area = cycle.region
order by
    case when (select kind from store_made) = 'practice' then cycle.cycle end,
    cycle.cycle desc;

-- name: columns
-- grain: ordinal
-- The columns of a cycle's KPI table.
select ordinal, column_key, label
from cycle_column
where cycle = $cycle
order by ordinal;

-- name: members
-- grain: area
-- The authorities of a cycle with BPN and round, where they are known.
select
    cycle_member.area,
    area.name,
    membership.bpn,
    membership.bpn_name,
    membership.round,
from cycle_member
inner join area using (area)
left join membership using (cycle, area)
where cycle_member.cycle = $cycle
order by area.name;

-- name: kpis
-- grain: kpi
-- Every KPI with what is said about it, in the self-view's order.
select *
from kpi
order by kpi."order";

-- name: shown
-- grain: kpi
-- The KPIs that have a place in a cycle.
select kpi.*
from kpi
semi join (select cycle_period.kpi from cycle_period where cycle_period.cycle = $cycle) as placed using (kpi)
order by kpi."order";

-- name: release
-- grain: release
-- The release whose figures are shown.
select release, title, publisher, published_on, licence, note, recorded_at
from current_release;

-- name: not_loaded
-- grain: item
-- What the self-view asks and no release holds.
select item, asked_in, why, would_come_from
from not_loaded
order by item;

-- name: meetings
-- grain: day
-- Days of a cycle a reader may want to look back to: the group's meeting and the address.
select
    cycle_date.first_day as day,
    string_agg(cycle_date.what, '; ' order by cycle_date.ordinal) as what,
from cycle_date
where cycle_date.cycle = $cycle and cycle_date.kind = 'meeting' and cycle_date.first_day = cycle_date.last_day
group by cycle_date.first_day
order by day;

-- name: one_kpi
-- grain: kpi
-- One KPI with everything said about it.
select *
from kpi
where kpi.kpi = $kpi;

-- name: left_out
-- grain: none
-- How many years of KPIs were over, but are known to have been published only after the moment.
select count(*) as years
from unknown_year
where not unknown_year.under_way;

-- name: cutoff_value
-- grain: cutoff
-- One cut-off of the rules with what it means.
select cutoff.cutoff, cutoff.value, cutoff.meaning
from cutoff
where cutoff.cutoff = $cutoff;

-- name: kin
-- grain: area
-- Members of a cycle that an authority became, or that became it.
with asked as (
    select area.area, coalesce(area.follows, '') as follows
    from area
    where lower($area) in (area.area, lower(area.name))
)

select area.area, area.name
from area
inner join cycle_member using (area)
cross join asked
where
    cycle_member.cycle = $cycle
    and (list_contains(string_split(area.follows, ' '), asked.area) or list_contains(string_split(asked.follows, ' '), area.area))
order by area.name;

-- name: tiles
-- grain: area
-- The squares of a region's tile map, those of authorities that no longer exist too.
select
    tile.area,
    area.name as area_name,
    tile."column",
    tile."row",
    tile.label,
from tile
inner join area using (area)
where area.region = $region
order by tile."row", tile."column", tile.area;
