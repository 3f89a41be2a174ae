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
        placement.area,
        count(*) as n_said,
    from placement
    where placement.cycle = $cycle and placement.kind = 'preliminary'
    group by placement.area
)

select
    cycle_member.area,
    area.name,
    membership.bpn,
    membership.bpn_name,
    (select count(*) from enabler) as n_enablers,
    coalesce(reached.n_said, 0) as n_said,
    row_number() over (order by saved.ordinal nulls last, membership.bpn_name nulls last, area.name) as place,
    chair.revision as chair_revision,
    chair.recorded_at as chair_recorded_at,
    chair.actor as chair_actor,
from cycle_member
cross join chair
inner join area using (area)
left join reached using (area)
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
        placement_revision.kind,
        placement_revision.revision,
        placement_revision.recorded_at,
        placement_revision.actor,
        placement_revision.position,
        if(placement_revision.state = 'withdrawn', 'none', placement_revision.state) as state,
        if(placement_revision.state = 'withdrawn', '', placement_revision.evidence) as evidence,
    from placement_revision
    where
        placement_revision.cycle = $cycle
        and placement_revision.area = $area
        and placement_revision.latest
)

select
    enabler.enabler,
    enabler.number,
    enabler.name,
    enabler.short_name,
    coalesce(own.state, 'none') as self_state,
    own.position as self_position,
    coalesce(own.evidence, '') as self_evidence,
    coalesce(preliminary.state, 'none') as group_state,
    preliminary.position as group_position,
    coalesce(preliminary.evidence, '') as group_evidence,
    preliminary.recorded_at as group_recorded_at,
    preliminary.actor as group_actor,
    coalesce(preliminary.revision, 0)::integer as group_revision,
from enabler
left join last_word as own on own.enabler = enabler.enabler and own.kind = 'self'
left join last_word as preliminary on preliminary.enabler = enabler.enabler and preliminary.kind = 'preliminary'
order by enabler.number;

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
