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
        >= (select cutoff.value from cutoff where cutoff.cutoff = 'stage_gap'),
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
