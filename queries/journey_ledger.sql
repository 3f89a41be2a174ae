-- What a write on the improvement grid must know first: the last words themselves, whoever reads.

-- name: last_of_kind
-- grain: enabler
-- The last word of one kind on each enabler of an authority.
select placement_entry.*
from placement_entry
where placement_entry.cycle = $cycle and placement_entry.area = $area and placement_entry.kind = $kind
qualify row_number() over (partition by placement_entry.enabler order by placement_entry.revision desc) = 1;

-- name: before_placing
-- grain: none
-- All that a word on one placement must know: whether the authority takes part, what the enabler is called, and the last word on it;
-- empty where there is none.
select
    exists (
        select 1
        from cycle_member_setting
        where
            cycle_member_setting.cycle = $cycle
            and cycle_member_setting.area = $area
            and cycle_member_setting.revision = (
                select max(cycle_setting.revision) from cycle_setting where cycle_setting.cycle = $cycle
            )
    ) as takes_part,
    (
        select reference_enabler.name
        from reference_enabler
        where
            reference_enabler.enabler = $enabler
            and reference_enabler.edition = (select max(edition.edition) from edition)
    ) as enabler_name,
    last_word.*,
from (select 1) as always
left join
    (
        select placement_entry.*
        from placement_entry
        where
            placement_entry.cycle = $cycle
            and placement_entry.area = $area
            and placement_entry.enabler = $enabler
            and placement_entry.kind = $kind
        order by placement_entry.revision desc
        limit 1
    ) as last_word
    on true;

-- name: word
-- grain: revision
-- One revision of a placement.
select placement_entry.*
from placement_entry
where
    placement_entry.cycle = $cycle
    and placement_entry.area = $area
    and placement_entry.enabler = $enabler
    and placement_entry.kind = $kind
    and placement_entry.revision = $revision;

-- name: grid_of_version
-- grain: enabler
-- Where one version of a self-view placed its authority.
select enabler, position, evidence
from returned_placement
where cycle = $cycle and area = $area and version = $version;

-- name: last_sign_offs
-- grain: office
-- The last word of each office on an authority's own placement.
select placement_sign_off_entry.*
from placement_sign_off_entry
where placement_sign_off_entry.cycle = $cycle and placement_sign_off_entry.area = $area
qualify row_number() over (partition by placement_sign_off_entry.office order by placement_sign_off_entry.revision desc) = 1;

-- name: agenda_revision
-- grain: revision
-- How often the chair's order of a cycle was saved.
select coalesce(max(revision), 0)::integer as revision
from agenda_entry
where cycle = $cycle;

-- name: known_members
-- grain: area
-- Authorities of a cycle by its latest settings.
select cycle_member_setting.area
from cycle_member_setting
where
    cycle_member_setting.cycle = $cycle
    and cycle_member_setting.revision = (
        select max(cycle_setting.revision) from cycle_setting where cycle_setting.cycle = $cycle
    );

-- name: known_enablers
-- grain: enabler
-- The enablers of the newest edition.
select enabler, name
from reference_enabler
where edition = (select max(edition) from edition)
order by number;

-- name: last_tags
-- grain: text_hash, about, tagged
-- The last word on each tag of an authority's strengths or wanted focus.
select tag_entry.*
from tag_entry
where tag_entry.cycle = $cycle and tag_entry.area = $area and tag_entry.item = $item
qualify row_number() over (
    partition by tag_entry.text_hash, tag_entry.about, tag_entry.tagged order by tag_entry.revision desc
) = 1;

-- name: prompts_of
-- grain: enabler, position
-- What stands for each enabler and stage in a region, past all moments: its own text (empty: none), the project's, and who wrote last.
with last_word as (
    select prompt_entry.*
    from prompt_entry
    where prompt_entry.region = $region
    qualify row_number() over (partition by prompt_entry.enabler, prompt_entry.position order by prompt_entry.revision desc) = 1
)

select
    reference_prompt.enabler,
    reference_prompt.position,
    reference_prompt."text" as by_project,
    coalesce(last_word."text", '') as own,
    coalesce(last_word.revision, 0)::integer as revision,
    last_word.recorded_at,
    last_word.actor,
from reference_prompt
inner join reference_area on reference_area.edition = reference_prompt.edition
left join last_word on last_word.enabler = reference_prompt.enabler and last_word.position = reference_prompt.position
where
    reference_prompt.edition = (select max(edition.edition) from edition)
    and reference_area.area = $region
    and reference_area.kind = 'region'
order by reference_prompt.enabler, reference_prompt.position;

-- name: say_placement
-- grain: cycle, area, enabler, kind, revision
-- One word on a placement.
insert into placement_entry by name
select
    $cycle as cycle,
    $area as area,
    $enabler as enabler,
    $kind as kind,
    $revision as revision,
    $state as state,
    $position as position,
    $evidence as evidence,
    $origin as origin,
    $recorded_at as recorded_at,
    $actor as actor,
    $actor_role as actor_role;
