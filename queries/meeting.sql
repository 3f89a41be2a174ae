-- The meeting screen: one authority at a time, in the chair's order, and where the group places it.

-- name: running_order
-- grain: area
-- The authorities of a cycle in the order they are taken: the chair's where one was saved, else by BPN and name; who came to the cycle
-- since stands last. n_said: enablers on which the group has a word (placed or not placed), of n_enablers. chair_revision is 0 and who
-- saved it empty where no order was saved.
with saved as (
    select
        agenda_entry.area,
        agenda_entry.ordinal,
        agenda_entry.revision,
        agenda_entry.recorded_at,
        agenda_entry.actor,
    from agenda_entry
    cross join moment
    where agenda_entry.cycle = $cycle and agenda_entry.recorded_at <= moment.as_of
    qualify agenda_entry.revision = max(agenda_entry.revision) over ()
),

chair as (
    select
        coalesce(max(saved.revision), 0)::integer as revision,
        max(saved.recorded_at) as recorded_at,
        max(saved.actor) as actor,
    from saved
),

reached as (
    select
        grid_cell.area,
        count(*) as n_enablers,
        count(*) filter (grid_cell.preliminary_state <> 'none') as n_said,
    from grid_cell
    where grid_cell.cycle = $cycle
    group by grid_cell.area
)

select
    cycle_member.area,
    area.name,
    membership.bpn,
    membership.bpn_name,
    reached.n_enablers,
    reached.n_said,
    row_number() over (order by saved.ordinal nulls last, membership.bpn_name nulls last, area.name) as place,
    chair.revision as chair_revision,
    chair.recorded_at as chair_recorded_at,
    chair.actor as chair_actor,
from cycle_member
cross join chair
inner join area using (area)
inner join reached using (area)
left join membership using (cycle, area)
left join saved on saved.area = cycle_member.area
where cycle_member.cycle = $cycle
order by place;

-- name: cells
-- grain: enabler
-- One authority's own placement and the group's on each enabler. A state is placed, not_placed or none. group_revision: the group's
-- last word, also one that was taken back; 0 for none.
with last_word as (
    select
        placement_revision.enabler,
        placement_revision.revision,
    from placement_revision
    where
        placement_revision.cycle = $cycle
        and placement_revision.area = $area
        and placement_revision.kind = 'preliminary'
        and placement_revision.latest
)

select
    grid_cell.enabler,
    grid_cell.number,
    enabler.name,
    enabler.short_name,
    grid_cell.self_state,
    grid_cell.self_position,
    grid_cell.self_evidence,
    grid_cell.preliminary_state as group_state,
    grid_cell.preliminary_position as group_position,
    grid_cell.preliminary_evidence as group_evidence,
    grid_cell.preliminary_recorded_at as group_recorded_at,
    grid_cell.preliminary_actor as group_actor,
    coalesce(last_word.revision, 0)::integer as group_revision,
from grid_cell
inner join enabler using (enabler)
left join last_word using (enabler)
where grid_cell.cycle = $cycle and grid_cell.area = $area
order by grid_cell.number;

-- name: words
-- grain: item, entry, part
-- What the version that counts says for the meeting: strengths, focus wanted, and what came of Ofsted's annual conversation.
select
    answer.item,
    answer.entry,
    answer.part,
    answer."text",
from answer
semi join latest_submission using (cycle, area, version)
where answer.cycle = $cycle and answer.area = $area and answer.item in ('strengths', 'focus-wanted', 'ofsted-actions')
order by answer.item, answer.entry, answer.part;
