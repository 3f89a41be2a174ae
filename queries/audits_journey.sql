-- Rows of the improvement journey that should not exist.

-- name: gap_in_revisions
-- grain: ledger, cycle, area, about, revision
-- A revision that does not follow the one before: words were lost, or written past the ledger.
with every as (
    select
        'placement' as ledger,
        placement_entry.cycle,
        placement_entry.area,
        placement_entry.enabler || ', ' || placement_entry.kind as about,
        placement_entry.revision,
        placement_entry.recorded_at,
    from placement_entry
    union all
    select
        'sign-off' as ledger,
        placement_sign_off_entry.cycle,
        placement_sign_off_entry.area,
        placement_sign_off_entry.office as about,
        placement_sign_off_entry.revision,
        placement_sign_off_entry.recorded_at,
    from placement_sign_off_entry
    union all
    select
        'tag' as ledger,
        tag_entry.cycle,
        tag_entry.area,
        concat_ws(', ', tag_entry.item, tag_entry.text_hash, tag_entry.about, tag_entry.tagged) as about,
        tag_entry.revision,
        tag_entry.recorded_at,
    from tag_entry
    union all
    select
        'prompt' as ledger,
        '' as cycle,
        prompt_entry.region as area,
        prompt_entry.enabler || ', ' || prompt_entry.position as about,
        prompt_entry.revision,
        prompt_entry.recorded_at,
    from prompt_entry
    union all
    select distinct
        'agenda' as ledger,
        agenda_entry.cycle,
        '' as area,
        'order' as about,
        agenda_entry.revision,
        agenda_entry.recorded_at,
    from agenda_entry
),

followed as (
    select
        every.*,
        coalesce(lag(every.revision) over before, 0) as revision_before,
        lag(every.recorded_at) over before as recorded_before,
    from every
    window before as (partition by every.ledger, every.cycle, every.area, every.about order by every.revision)
)

select
    followed.ledger,
    followed.cycle,
    followed.area,
    followed.about,
    followed.revision,
    followed.revision_before,
    followed.recorded_at,
from followed
where followed.revision <> followed.revision_before + 1 or followed.recorded_at < followed.recorded_before;

-- name: placed_stranger
-- grain: cycle, area
-- An authority that somebody placed or signed for, and that takes part in the cycle at no revision.
select
    named.cycle,
    named.area,
from (
    select cycle, area
    from placement_entry
    union
    select cycle, area
    from placement_sign_off_entry
    union
    select cycle, area
    from agenda_entry
    union
    select cycle, area
    from tag_entry
) as named
anti join cycle_member_setting using (cycle, area);

-- name: unknown_enabler
-- grain: ledger, enabler
-- An enabler that is placed, prompted for or tagged, and that no edition knows.
select
    named.ledger,
    named.enabler,
from (
    select 'placement' as ledger, enabler
    from placement_entry
    union
    select 'prompt' as ledger, enabler
    from prompt_entry
    union
    select 'tag' as ledger, tagged as enabler
    from tag_entry
    where about = 'enabler'
) as named
anti join reference_enabler using (enabler);

-- name: state_beside_position
-- grain: cycle, area, enabler, kind, revision
-- A placement without a position, a position off the grid, or one that not placed or taken back still has.
select
    placement_entry.cycle,
    placement_entry.area,
    placement_entry.enabler,
    placement_entry.kind,
    placement_entry.revision,
    placement_entry.state,
    placement_entry.position,
from placement_entry
where
    (placement_entry.state = 'placed') <> (placement_entry.position is not null)
    or placement_entry.position not between 1 and 5;

-- name: placement_of_unsent_version
-- grain: cycle, area, enabler, revision
-- An own placement said to come from a version of the self-view that nobody sent, or that says otherwise.
select
    placement_entry.cycle,
    placement_entry.area,
    placement_entry.enabler,
    placement_entry.revision,
    placement_entry.origin,
from placement_entry
left join returned_placement
    on returned_placement.cycle = placement_entry.cycle
    and returned_placement.area = placement_entry.area
    and returned_placement.enabler = placement_entry.enabler
    and 'self-view, version ' || returned_placement.version = placement_entry.origin
where
    placement_entry.origin <> 'on screen'
    and (
        placement_entry.kind <> 'self'
        or returned_placement.enabler is null
        or returned_placement.position is distinct from placement_entry.position
        or returned_placement.evidence <> placement_entry.evidence
    );

-- name: signed_and_changed
-- grain: cycle, area, office
-- A signature that stands although the authority's own placement was changed after it, or lacks an enabler.
with signed as (
    select placement_sign_off_entry.*
    from placement_sign_off_entry
    qualify row_number() over (
        partition by placement_sign_off_entry.cycle, placement_sign_off_entry.area, placement_sign_off_entry.office
        order by placement_sign_off_entry.revision desc
    ) = 1
),

own as (
    select
        placement_entry.*,
        lag(placement_entry.state) over earlier as state_before,
        lag(placement_entry.position) over earlier as position_before,
        lag(placement_entry.evidence) over earlier as evidence_before,
        row_number() over (
            partition by placement_entry.cycle, placement_entry.area, placement_entry.enabler order by placement_entry.revision desc
        ) = 1 as latest,
    from placement_entry
    where placement_entry.kind = 'self'
    window
        earlier as (
            partition by placement_entry.cycle, placement_entry.area, placement_entry.enabler order by placement_entry.revision
        )
)

select
    signed.cycle,
    signed.area,
    signed.office,
    signed.name,
    signed.recorded_at,
from signed
left join own on own.cycle = signed.cycle and own.area = signed.area
where signed.state = 'stands'
group by signed.cycle, signed.area, signed.office, signed.name, signed.recorded_at
having
    count(*) filter (own.latest and own.state <> 'withdrawn') < (
        select count(distinct reference_enabler.enabler)
        from reference_enabler
        where reference_enabler.edition = (select max(edition.edition) from edition)
    )
    or coalesce(
        bool_or(
            own.recorded_at > signed.recorded_at
            and (
                own.state is distinct from own.state_before
                or own.position is distinct from own.position_before
                or own.evidence is distinct from own.evidence_before
            )
        ),
        false
    );

-- name: signature_of_nobody
-- grain: cycle, area, office, revision
-- A signature under a placement without a name.
select
    placement_sign_off_entry.cycle,
    placement_sign_off_entry.area,
    placement_sign_off_entry.office,
    placement_sign_off_entry.revision,
from placement_sign_off_entry
where trim(placement_sign_off_entry.name) = '';

-- name: agenda_without_member
-- grain: cycle, revision, area
-- A saved order that misses an authority of the cycle as it was then, or places one twice or out of line.
with saved as (
    select
        agenda_entry.cycle,
        agenda_entry.revision,
        min(agenda_entry.recorded_at) as recorded_at,
        count(*) as n,
        count(distinct agenda_entry.area) as n_areas,
        max(agenda_entry.ordinal) as last_ordinal,
        min(agenda_entry.ordinal) as first_ordinal,
    from agenda_entry
    group by agenda_entry.cycle, agenda_entry.revision
),

expected as (
    select
        saved.cycle,
        saved.revision,
        cycle_member_setting.area,
    from saved
    inner join cycle_member_setting
        on cycle_member_setting.cycle = saved.cycle
        and cycle_member_setting.revision = (
            select max(cycle_setting.revision)
            from cycle_setting
            where cycle_setting.cycle = saved.cycle and cycle_setting.recorded_at <= saved.recorded_at
        )
)

select expected.cycle, expected.revision, expected.area
from expected
anti join agenda_entry using (cycle, revision, area)
union all
select saved.cycle, saved.revision, '' as area
from saved
where saved.n <> saved.n_areas or saved.first_ordinal <> 1 or saved.last_ordinal <> saved.n;

-- name: tag_on_words_nobody_wrote
-- grain: cycle, area, item, text_hash
-- A tag on words that stand in no version of the authority's self-view; words that were erased leave their tags behind.
with written_words as (
    select
        returned_answer.cycle,
        returned_answer.area,
        returned_answer.item,
        sha256(string_agg(returned_answer."text", ' ' order by returned_answer.part)) as text_hash,
    from returned_answer
    group by returned_answer.cycle, returned_answer.area, returned_answer.version, returned_answer.item, returned_answer.entry
)

select distinct
    tag_entry.cycle,
    tag_entry.area,
    tag_entry.item,
    tag_entry.text_hash,
from tag_entry
anti join written_words using (cycle, area, item, text_hash)
where not exists (select 1 from erasure where erasure.erased_at >= tag_entry.recorded_at);

-- name: prompt_of_no_region
-- grain: region
-- A prompt of a region there is not.
select distinct prompt_entry.region
from prompt_entry
left join reference_area on reference_area.area = prompt_entry.region and reference_area.kind = 'region'
where reference_area.area is null;
