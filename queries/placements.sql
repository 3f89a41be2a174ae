-- The improvement journey as seen at a moment: the last word on each placement, who signed, and what Section 4 says. Nothing here is
-- worked out from figures.

-- name: placement_revision
-- grain: cycle, area, enabler, kind, revision
-- Everything said of a placement by the moment; `latest` is the last word. A draft is its authors' and stands in draft_placement.
create or replace view placement_revision as
select
    placement_entry.*,
    placement_entry.revision = max(placement_entry.revision) over (
        partition by placement_entry.cycle, placement_entry.area, placement_entry.enabler, placement_entry.kind
    ) as latest,
from placement_entry
cross join moment
where placement_entry.recorded_at <= moment.as_of and placement_entry.kind <> 'draft';

-- name: draft_placement
-- grain: cycle, area, enabler
-- An authority's placement as it is being written, the last word on each enabler.
create or replace view draft_placement as
select placement_entry.*
from placement_entry
cross join moment
where placement_entry.recorded_at <= moment.as_of and placement_entry.kind = 'draft'
qualify row_number() over (
    partition by placement_entry.cycle, placement_entry.area, placement_entry.enabler order by placement_entry.revision desc
) = 1;

-- name: placement
-- grain: cycle, area, enabler, kind
-- Where each authority is placed, by whom (self, preliminary, agreed); position is empty for not placed. What was withdrawn is gone.
create or replace view placement as
select placement_revision.* exclude (latest)
from placement_revision
where placement_revision.latest and placement_revision.state <> 'withdrawn';

-- name: grid_cell
-- grain: cycle, area, enabler
-- Every authority of a cycle × enabler, with its three placements side by side. A state is placed, not_placed, or none (nobody has
-- said anything yet); a gap is the group's position less the authority's own, empty unless both are placed.
create or replace view grid_cell as
with cell as (
    select
        cycle_member.cycle,
        cycle_member.area,
        enabler.enabler,
        enabler.number,
        own.position as self_position,
        coalesce(own.state, 'none') as self_state,
        coalesce(own.evidence, '') as self_evidence,
        own.revision as self_revision,
        own.recorded_at as self_recorded_at,
        own.actor as self_actor,
        preliminary.position as preliminary_position,
        coalesce(preliminary.state, 'none') as preliminary_state,
        coalesce(preliminary.evidence, '') as preliminary_evidence,
        preliminary.revision as preliminary_revision,
        preliminary.recorded_at as preliminary_recorded_at,
        preliminary.actor as preliminary_actor,
        agreed.position as agreed_position,
        coalesce(agreed.state, 'none') as agreed_state,
        coalesce(agreed.evidence, '') as agreed_evidence,
        agreed.revision as agreed_revision,
        agreed.recorded_at as agreed_recorded_at,
        agreed.actor as agreed_actor,
    from cycle_member
    cross join enabler
    left join placement as own
        on own.cycle = cycle_member.cycle
        and own.area = cycle_member.area
        and own.enabler = enabler.enabler
        and own.kind = 'self'
    left join placement as preliminary
        on preliminary.cycle = cycle_member.cycle
        and preliminary.area = cycle_member.area
        and preliminary.enabler = enabler.enabler
        and preliminary.kind = 'preliminary'
    left join placement as agreed
        on agreed.cycle = cycle_member.cycle
        and agreed.area = cycle_member.area
        and agreed.enabler = enabler.enabler
        and agreed.kind = 'agreed'
)

select
    cell.*,
    cell.preliminary_position - cell.self_position as gap,
    cell.agreed_position - cell.self_position as agreed_gap,
from cell;

-- name: placement_sign_off
-- grain: cycle, area, office
-- Who signed an authority's own placement as it stands: on its own (how is `placement`), or with the self-view it came in, while
-- that version counts, what stands is what it says, and nothing was placed otherwise since (how is `self-view`).
create or replace view placement_sign_off as
with last_word as (
    select placement_sign_off_entry.*
    from placement_sign_off_entry
    cross join moment
    where placement_sign_off_entry.recorded_at <= moment.as_of
    qualify row_number() over (
        partition by placement_sign_off_entry.cycle, placement_sign_off_entry.area, placement_sign_off_entry.office
        order by placement_sign_off_entry.revision desc
    ) = 1
),

otherwise as (
    select distinct
        sign_off.cycle,
        sign_off.area,
        sign_off.office,
    from sign_off
    inner join placement_revision
        on placement_revision.cycle = sign_off.cycle
        and placement_revision.area = sign_off.area
        and placement_revision.kind = 'self'
        and (placement_revision.latest or placement_revision.recorded_at > sign_off.recorded_at)
    left join own_placement
        on own_placement.cycle = sign_off.cycle
        and own_placement.area = sign_off.area
        and own_placement.version = sign_off.version
        and own_placement.enabler = placement_revision.enabler
    where
        if(
            own_placement.enabler is null,
            placement_revision.state <> 'withdrawn',
            placement_revision.state = 'withdrawn'
            or own_placement.position is distinct from placement_revision.position
            or own_placement.evidence <> placement_revision.evidence
        )
),

with_self_view as (
    select
        sign_off.cycle,
        sign_off.area,
        sign_off.office,
        sign_off.name,
        sign_off.recorded_at,
        sign_off.actor,
        sign_off.actor_role,
    from sign_off
    anti join otherwise using (cycle, area, office)
    where
        sign_off.current
        and exists (
            select 1
            from own_placement
            where
                own_placement.cycle = sign_off.cycle
                and own_placement.area = sign_off.area
                and own_placement.version = sign_off.version
                and own_placement.position is not null
        )
)

select
    coalesce(last_word.cycle, with_self_view.cycle) as cycle,
    coalesce(last_word.area, with_self_view.area) as area,
    coalesce(last_word.office, with_self_view.office) as office,
    coalesce(last_word.name, with_self_view.name) as name,
    coalesce(last_word.recorded_at, with_self_view.recorded_at) as recorded_at,
    coalesce(last_word.actor, with_self_view.actor) as actor,
    coalesce(last_word.actor_role, with_self_view.actor_role) as actor_role,
    if(last_word.cycle is null, 'self-view', 'placement') as how,
from (select last_word.* from last_word where last_word.state = 'stands') as last_word
full join with_self_view
    on with_self_view.cycle = last_word.cycle and with_self_view.area = last_word.area and with_self_view.office = last_word.office;

-- name: said
-- grain: cycle, area, item, entry
-- Strengths and wanted focus of Section 4 in the version that counts, with the hash their tags hang on.
create or replace view said as
select
    answer.cycle,
    answer.area,
    answer.item,
    answer.entry,
    string_agg(answer."text", ' ' order by answer.part) as "text",
    sha256(string_agg(answer."text", ' ' order by answer.part)) as text_hash,
from answer
semi join latest_submission using (cycle, area, version)
where answer.item in ('strengths', 'focus-wanted')
group by answer.cycle, answer.area, answer.item, answer.entry;

-- name: tag
-- grain: cycle, area, item, text_hash, about, tagged
-- What people said these words are about, as it stands.
create or replace view tag as
with last_word as (
    select tag_entry.*
    from tag_entry
    cross join moment
    where tag_entry.recorded_at <= moment.as_of
    qualify row_number() over (
        partition by tag_entry.cycle, tag_entry.area, tag_entry.item, tag_entry.text_hash, tag_entry.about, tag_entry.tagged
        order by tag_entry.revision desc
    ) = 1
)

select last_word.*,
from last_word
where last_word.state = 'stands';

-- name: voice
-- grain: cycle, area, item, about, tagged
-- Authorities that name a group of KPIs or an enabler in Section 4, as strength or as wanted focus.
create or replace view voice as
select
    said.cycle,
    said.area,
    said.item,
    tag.about,
    tag.tagged,
    count(*) as n,
    string_agg(said."text", ' · ' order by said.entry) as words,
from said
inner join tag using (cycle, area, item, text_hash)
group by said.cycle, said.area, said.item, tag.about, tag.tagged;
