-- The journey screen: where authorities place themselves on the improvement grid, where the group places them, and where the two differ.

-- name: enablers
-- grain: enabler
-- The seven enablers, in their order.
select
    enabler.enabler,
    enabler.number,
    enabler.name,
    enabler.short_name,
from enabler
order by enabler.number;

-- name: positions
-- grain: position
-- The five positions of the grid.
select
    grid_position.position,
    grid_position.name,
    grid_position.stage,
from grid_position
order by grid_position.position;

-- name: grid
-- grain: area, enabler
-- Every authority of a cycle × enabler with its own placement and another beside it (`against`: preliminary or agreed). A state is
-- placed, not_placed or none (nothing said yet). gap: the other's position less its own, empty unless both are placed; apart: the gap
-- is a stage or more (cut-off `stage_gap`).
select
    grid_cell.area,
    area.name,
    membership.bpn,
    membership.bpn_name,
    membership.round,
    grid_cell.enabler,
    grid_cell.number,
    enabler.name as enabler_name,
    enabler.short_name,
    grid_cell.self_state,
    grid_cell.self_position,
    own.name as self_name,
    grid_cell.self_evidence,
    grid_cell.self_recorded_at,
    if($against = 'agreed', grid_cell.agreed_state, grid_cell.preliminary_state) as other_state,
    if($against = 'agreed', grid_cell.agreed_position, grid_cell.preliminary_position) as other_position,
    other.name as other_name,
    if($against = 'agreed', grid_cell.agreed_evidence, grid_cell.preliminary_evidence) as other_evidence,
    if($against = 'agreed', grid_cell.agreed_recorded_at, grid_cell.preliminary_recorded_at) as other_recorded_at,
    if($against = 'agreed', grid_cell.agreed_gap, grid_cell.gap) as gap,
    coalesce(
        abs(if($against = 'agreed', grid_cell.agreed_gap, grid_cell.gap))
        >= (select stage_gap.value from stage_gap),
        false
    ) as apart,
from grid_cell
inner join area using (area)
inner join enabler using (enabler)
left join membership using (cycle, area)
left join grid_position as own on own.position = grid_cell.self_position
left join grid_position as other
    on other.position = if($against = 'agreed', grid_cell.agreed_position, grid_cell.preliminary_position)
where grid_cell.cycle = $cycle
order by area.name, grid_cell.number;

-- name: history
-- grain: enabler, kind, revision
-- Everything said of one authority's placements, the latest first: every revision with who said it, when, and on what it rests.
select
    placement_revision.enabler,
    enabler.number,
    enabler.name as enabler_name,
    placement_revision.kind,
    placement_revision.revision,
    placement_revision.state,
    placement_revision.position,
    grid_position.name as position_name,
    placement_revision.evidence,
    placement_revision.origin,
    placement_revision.latest,
    placement_revision.recorded_at,
    placement_revision.actor,
    placement_revision.actor_role,
from placement_revision
inner join enabler using (enabler)
left join grid_position using (position)
where placement_revision.cycle = $cycle and placement_revision.area = $area
order by placement_revision.recorded_at desc, enabler.number, placement_revision.kind, placement_revision.revision desc;

-- name: cells
-- grain: area, enabler
-- Every authority of a cycle × enabler with all three placements, whole, for the grid, its tables, an authority's own view and files.
-- `against` (preliminary or agreed) says whose placement other_state, other_position, other_evidence, other_gap and apart are of:
-- the gap is that position less the authority's own, empty unless both are placed; apart says that it is a stage or more (cut-off
-- `stage_gap`). apart_place orders the cells that are apart, the widest first.
with
cell as (
    select
        grid_cell.*,
        if($against = 'agreed', grid_cell.agreed_state, grid_cell.preliminary_state) as other_state,
        if($against = 'agreed', grid_cell.agreed_position, grid_cell.preliminary_position) as other_position,
        if($against = 'agreed', grid_cell.agreed_evidence, grid_cell.preliminary_evidence) as other_evidence,
        if($against = 'agreed', grid_cell.agreed_gap, grid_cell.gap) as other_gap,
    from grid_cell
    where grid_cell.cycle = $cycle
),

measured as (
    select
        cell.*,
        coalesce(abs(cell.other_gap) >= (select stage_gap.value from stage_gap), false) as apart,
    from cell
)

select
    measured.*,
    area.name as area_name,
    membership.bpn,
    membership.bpn_name,
    enabler.name as enabler_name,
    enabler.short_name,
    if(
        measured.apart,
        row_number() over (order by measured.apart desc, abs(measured.other_gap) desc, area.name, measured.number),
        null
    ) as apart_place,
from measured
inner join area using (area)
inner join enabler using (enabler)
left join membership using (cycle, area)
order by area.name, measured.number;

-- name: counts
-- grain: bpn, area, enabler
-- How own placements and another (`against`: preliminary or agreed) spread over the grid: a row for the whole region (all three keys
-- empty), each enabler, each BPN, each BPN × enabler, and each authority. own_1 to own_5 and other_1 to other_5 count cells at a
-- position. n_both: placed by both; n_below and n_above: of these, where the other is lower or higher; n_apart: where
-- by a stage or more. own_middle to own_middle_high is the median, two positions where it falls between them.
-- mostly_low to mostly_high: the shortest run of neighbouring positions that holds more than half of the own placements, of several
-- the fullest, and all of these joined where they tie. weak_place: 1 for the enabler where the largest share of own placements is
-- below fair to good (empty where none is); differ_place: 1 for the enabler with the largest share of n_both apart, then at different
-- positions at all (empty where none differs); ties share a place. gap_place orders authorities: most cells apart, the widest gap,
-- most cells that differ, name.
with
cell as (
    select
        coalesce(membership.bpn, '-') as bpn,
        grid_cell.area,
        grid_cell.enabler,
        grid_cell.self_state,
        grid_cell.self_position,
        if($against = 'agreed', grid_cell.agreed_state, grid_cell.preliminary_state) as other_state,
        if($against = 'agreed', grid_cell.agreed_position, grid_cell.preliminary_position) as other_position,
        if($against = 'agreed', grid_cell.agreed_gap, grid_cell.gap) as gap,
        (select stage_gap.value from stage_gap) as stage,
    from grid_cell
    left join membership using (cycle, area)
    where grid_cell.cycle = $cycle
),

counted as (
    select
        if(grouping(cell.bpn) = 1, '', cell.bpn) as bpn,
        if(grouping(cell.area) = 1, '', cell.area) as area,
        if(grouping(cell.enabler) = 1, '', cell.enabler) as enabler,
        count(*) as n,
        count(distinct cell.area) as n_areas,
        count(distinct cell.area) filter (cell.self_state = 'placed') as n_areas_own,
        count(distinct cell.area) filter (cell.other_state = 'placed') as n_areas_other,
        count(cell.self_position) as own_placed,
        count(*) filter (cell.self_position = 1) as own_1,
        count(*) filter (cell.self_position = 2) as own_2,
        count(*) filter (cell.self_position = 3) as own_3,
        count(*) filter (cell.self_position = 4) as own_4,
        count(*) filter (cell.self_position = 5) as own_5,
        count(*) filter (cell.self_state = 'not_placed') as own_not_placed,
        count(*) filter (cell.self_state = 'none') as own_none,
        count(cell.other_position) as other_placed,
        count(*) filter (cell.other_position = 1) as other_1,
        count(*) filter (cell.other_position = 2) as other_2,
        count(*) filter (cell.other_position = 3) as other_3,
        count(*) filter (cell.other_position = 4) as other_4,
        count(*) filter (cell.other_position = 5) as other_5,
        count(*) filter (cell.other_state = 'not_placed') as other_not_placed,
        count(*) filter (cell.other_state = 'none') as other_none,
        quantile_disc(cell.self_position, 0.5) as own_middle,
        -quantile_disc(-cell.self_position, 0.5) as own_middle_high,
        quantile_disc(cell.other_position, 0.5) as other_middle,
        -quantile_disc(-cell.other_position, 0.5) as other_middle_high,
        count(cell.gap) as n_both,
        count(*) filter (cell.gap < 0) as n_below,
        count(*) filter (cell.gap > 0) as n_above,
        count(*) filter (abs(cell.gap) >= cell.stage) as n_apart,
        max(abs(cell.gap)) as widest,
    from cell
    group by grouping sets ((), (cell.enabler), (cell.bpn), (cell.bpn, cell.enabler), (cell.area))
),

spot as (
    select
        first_one.low,
        last_one.high,
    from range(1, 6) as first_one (low)
    inner join range(1, 6) as last_one (high) on last_one.high >= first_one.low
),

held as (
    select
        counted.bpn,
        counted.area,
        counted.enabler,
        counted.own_placed,
        spot.low,
        spot.high,
        list_sum([counted.own_1, counted.own_2, counted.own_3, counted.own_4, counted.own_5][spot.low : spot.high]) as inside,
    from counted
    cross join spot
),

fullest as (
    select held.*
    from held
    where held.inside * 2 > held.own_placed
    qualify rank() over (partition by held.bpn, held.area, held.enabler order by held.high - held.low, held.inside desc) = 1
),

mostly as (
    select
        fullest.bpn,
        fullest.area,
        fullest.enabler,
        min(fullest.low) as mostly_low,
        max(fullest.high) as mostly_high,
    from fullest
    group by fullest.bpn, fullest.area, fullest.enabler
)

select
    counted.*,
    mostly.mostly_low,
    mostly.mostly_high,
    if(
        counted.enabler <> '' and counted.own_1 + counted.own_2 > 0,
        rank() over (
            partition by counted.bpn, counted.area, counted.enabler <> ''
            order by (counted.own_1 + counted.own_2) / nullif(counted.own_placed, 0) desc nulls last
        ),
        null
    ) as weak_place,
    if(
        counted.enabler <> '' and counted.n_below + counted.n_above > 0,
        rank() over (
            partition by counted.bpn, counted.area, counted.enabler <> ''
            order by
                counted.n_apart / nullif(counted.n_both, 0) desc nulls last,
                (counted.n_below + counted.n_above) / nullif(counted.n_both, 0) desc nulls last
        ),
        null
    ) as differ_place,
    if(
        counted.area <> '',
        row_number() over (
            partition by counted.area <> ''
            order by counted.n_apart desc, counted.widest desc nulls last, counted.n_below + counted.n_above desc, area.name
        ),
        null
    ) as gap_place,
from counted
left join mostly using (bpn, area, enabler)
left join area on area.area = counted.area
order by counted.bpn, counted.area, counted.enabler;

-- name: prompts
-- grain: enabler, position
-- What is asked of each enabler at each stage, in the region's own words where it has written some, else the project's.
select
    prompt.enabler,
    prompt.position,
    grid_position.name as stage,
    prompt."text",
    prompt.by_region,
from prompt
inner join grid_position using (position)
where prompt.region = $region
order by prompt.enabler, prompt.position;

-- name: signed
-- grain: office
-- Who signed an authority's own placement as it stands, and how: with the self-view it came in, or on its own.
select
    placement_sign_off.office,
    placement_sign_off.name,
    placement_sign_off.how,
    placement_sign_off.recorded_at,
    placement_sign_off.actor,
from placement_sign_off
where placement_sign_off.cycle = $cycle and placement_sign_off.area = $area
order by array_position(['dcs', 'lm', 'ce'], placement_sign_off.office);
