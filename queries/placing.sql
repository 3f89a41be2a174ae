-- The placing screen: what an authority's own placement is made of, as it stands and as it is being drafted, and who signed it.

-- name: members
-- grain: area
-- Every authority of a cycle with how many enablers it has given a word on (a position, or not placed), how many a position, and how many
-- it has a draft of.
select
    cycle_member.area,
    area.name,
    count(placement.enabler) as n_said,
    count(placement.position) as n_placed,
    (
        select count(*)
        from draft_placement
        where draft_placement.cycle = cycle_member.cycle and draft_placement.area = cycle_member.area
    ) as n_drafted,
from cycle_member
inner join area using (area)
left join placement
    on placement.cycle = cycle_member.cycle and placement.area = cycle_member.area and placement.kind = 'self'
where cycle_member.cycle = $cycle
group by cycle_member.cycle, cycle_member.area, area.name
order by area.name;

-- name: stands
-- grain: enabler
-- One authority's seven enablers: what stands, its draft, and what a form begins with (shown). draft: none; open (later than what stands
-- and other); same (later, and no other); handed_in; overtaken (something else was placed after it was written). A state `words` is a
-- draft with evidence and no position yet. thin: fewer words of evidence than the cut-off `thin_evidence`.
with own_word as (
    select
        placement_revision.*,
        lead(placement_revision.recorded_at) over (
            partition by placement_revision.enabler order by placement_revision.revision
        ) as until,
    from placement_revision
    where placement_revision.cycle = $cycle and placement_revision.area = $area and placement_revision.kind = 'self'
),

own as (
    select own_word.*
    from own_word
    where own_word.latest
),

drafted as (
    select
        draft_placement.*,
        exists (
            select 1
            from own_word
            where
                own_word.enabler = draft_placement.enabler
                and own_word.state = draft_placement.state
                and own_word.position is not distinct from draft_placement.position
                and own_word.evidence = draft_placement.evidence
                and coalesce(own_word.until > draft_placement.recorded_at, true)
        ) as stood,
    from draft_placement
    where draft_placement.cycle = $cycle and draft_placement.area = $area
),

cell as (
    select
        enabler.enabler,
        enabler.number,
        enabler.name,
        enabler.short_name,
        if(own.state = 'withdrawn', 'none', coalesce(own.state, 'none')) as own_state,
        if(own.state = 'withdrawn', null, own.position) as own_position,
        if(own.state = 'withdrawn', '', coalesce(own.evidence, '')) as own_evidence,
        coalesce(own.revision, 0) as own_revision,
        own.origin as own_origin,
        own.recorded_at as own_recorded_at,
        own.actor as own_actor,
        if(drafted.state = 'withdrawn', 'words', coalesce(drafted.state, 'none')) as draft_state,
        drafted.position as draft_position,
        coalesce(drafted.evidence, '') as draft_evidence,
        coalesce(drafted.revision, 0) as draft_revision,
        drafted.recorded_at as draft_recorded_at,
        drafted.actor as draft_actor,
        case
            when drafted.enabler is null then 'none'
            when drafted.recorded_at <= own.recorded_at then if(drafted.stood, 'handed_in', 'overtaken')
            when drafted.stood then 'same'
            else 'open'
        end as draft,
    from enabler
    left join own using (enabler)
    left join drafted using (enabler)
),

shown as (
    select
        cell.*,
        if(cell.draft in ('open', 'same'), cell.draft_state, cell.own_state) as shown_state,
        if(cell.draft in ('open', 'same'), cell.draft_position, cell.own_position) as shown_position,
        if(cell.draft in ('open', 'same'), cell.draft_evidence, cell.own_evidence) as shown_evidence,
    from cell
)

select
    shown.*,
    own_position.name as own_name,
    draft_position.name as draft_name,
    shown_position.name as shown_name,
    len(regexp_extract_all(shown.shown_evidence, '\S+'))
    < (select cutoff.value from cutoff where cutoff.cutoff = 'thin_evidence') as thin,
from shown
left join grid_position as own_position on own_position.position = shown.own_position
left join grid_position as draft_position on draft_position.position = shown.draft_position
left join grid_position as shown_position on shown_position.position = shown.shown_position
order by shown.number;

-- name: grid_of_self_view
-- grain: enabler
-- What the grid of the self-view that counts says of each enabler.
select
    own_placement.enabler,
    own_placement.version,
    own_placement.evidence,
    own_placement.place,
from own_placement
semi join latest_submission using (cycle, area, version)
where own_placement.cycle = $cycle and own_placement.area = $area
order by own_placement.enabler;

-- name: answers
-- grain: item, entry, part
-- What the self-view that counts answers to some questions of its form.
select
    answer.item,
    answer.entry,
    answer.part,
    answer.text,
    answer.place,
    answer.version,
from answer
semi join latest_submission using (cycle, area, version)
where answer.cycle = $cycle and answer.area = $area and list_contains($items::varchar[], answer.item)
order by answer.item, answer.entry, answer.part;

-- name: sign_offs
-- grain: office
-- Each office's word on an authority's own placement. state: stands (how: placement, or self-view it came in), withdrawn, lapsed (the
-- self-view was signed, and another version counts or something was placed otherwise since), or none.
with office as (
    select
        unnest(['dcs', 'lm', 'ce']) as office,
        unnest([1, 2, 3]) as ordinal,
),

word as (
    select
        placement_sign_off_entry.*,
        placement_sign_off_entry.revision = max(placement_sign_off_entry.revision) over (
            partition by placement_sign_off_entry.office
        ) as latest,
    from placement_sign_off_entry
    cross join moment
    where
        placement_sign_off_entry.recorded_at <= moment.as_of
        and placement_sign_off_entry.cycle = $cycle
        and placement_sign_off_entry.area = $area
),

signed as (
    select word.*
    from word
    where word.state = 'stands'
    qualify row_number() over (partition by word.office order by word.revision desc) = 1
),

withdrawn as (
    select word.*
    from word
    where word.latest and word.state = 'withdrawn'
)

select
    office.office,
    case
        when standing.office is not null then 'stands'
        when withdrawn.office is not null then 'withdrawn'
        when sign_off.office is not null then 'lapsed'
        else 'none'
    end as state,
    standing.how,
    coalesce(standing.name, withdrawn.name, sign_off.name) as name,
    coalesce(standing.recorded_at, signed.recorded_at, sign_off.recorded_at) as signed_at,
    coalesce(standing.actor, signed.actor, sign_off.actor) as signed_by,
    sign_off.version,
    coalesce(sign_off.current, false) as current,
    withdrawn.recorded_at as withdrawn_at,
    withdrawn.actor as withdrawn_by,
    withdrawn.reason,
from office
left join placement_sign_off as standing
    on standing.cycle = $cycle and standing.area = $area and standing.office = office.office
left join signed on signed.office = office.office
left join withdrawn on withdrawn.office = office.office
left join sign_off on sign_off.cycle = $cycle and sign_off.area = $area and sign_off.office = office.office
order by office.ordinal;
