-- What strengths and wanted focus of Section 4 are about: for the returns screen, where a person says so, and for that write.

-- name: texts
-- grain: item, entry
-- Strengths and wanted focus in the version of an authority that counts, what is wanted first, with who gave a tag or took one away
-- last.
with last_word as (
    select
        tag_entry.item,
        tag_entry.text_hash,
        arg_max(tag_entry.actor, tag_entry.recorded_at) as actor,
        arg_max(tag_entry.actor_role, tag_entry.recorded_at) as actor_role,
        max(tag_entry.recorded_at) as recorded_at,
    from tag_entry
    cross join moment
    where tag_entry.cycle = $cycle and tag_entry.area = $area and tag_entry.recorded_at <= moment.as_of
    group by tag_entry.item, tag_entry.text_hash
)

select
    said.item,
    said.entry,
    said."text",
    said.text_hash,
    last_word.actor,
    last_word.actor_role,
    last_word.recorded_at,
from said
left join last_word using (item, text_hash)
where said.cycle = $cycle and said.area = $area
order by said.item, said.entry;

-- name: tagged
-- grain: item, text_hash, about, tagged
-- What people said these words are about, as it stands.
select
    tag.item,
    tag.text_hash,
    tag.about,
    tag.tagged,
    tag.revision,
from tag
where tag.cycle = $cycle and tag.area = $area
order by tag.item, tag.text_hash, tag.about, tag.tagged;

-- name: suggested
-- grain: item, text_hash, about, tagged
-- What the word lists suggest: a list's word or phrase stands in the text as whole words, in any case and with any hyphens. A
-- suggestion is nobody's word until a person confirms it. `words` are the ones that were found.
with spaced_text as (
    select distinct
        said.item,
        said.text_hash,
        ' ' || regexp_replace(
            regexp_replace(lower(said."text"), '[.:;?!\r\n]+', ' | ', 'g'), '[^\p{L}\p{N}|]+', ' ', 'g'
        ) || ' ' as spaced,
    from said
    where said.cycle = $cycle and said.area = $area
),

spaced_word as (
    select
        tag_word.about,
        tag_word.tagged,
        tag_word.word,
        ' ' || trim(regexp_replace(lower(tag_word.word), '[^\p{L}\p{N}]+', ' ', 'g')) || ' ' as spaced,
    from tag_word
)

select
    spaced_text.item,
    spaced_text.text_hash,
    spaced_word.about,
    spaced_word.tagged,
    string_agg(spaced_word.word, ', ' order by spaced_word.word) as words,
from spaced_text
inner join spaced_word on contains(spaced_text.spaced, spaced_word.spaced)
group by spaced_text.item, spaced_text.text_hash, spaced_word.about, spaced_word.tagged
order by spaced_text.item, spaced_text.text_hash, spaced_word.about, spaced_word.tagged;

-- name: to_tag
-- grain: about, tagged
-- What words can be tagged to, in order: groups of KPIs, then enablers.
select
    choice.about,
    choice.tagged,
    choice.name,
    choice.short_name,
from (
    select
        'kpi_group' as about,
        kpi_group.kpi_group as tagged,
        kpi_group.name,
        kpi_group.short_name,
        kpi_group."order" as ordinal,
    from kpi_group
    union all by name
    select
        'enabler' as about,
        enabler.enabler as tagged,
        enabler.name,
        enabler.short_name,
        enabler.number as ordinal,
    from enabler
) as choice
order by choice.about desc, choice.ordinal;

-- name: waiting
-- grain: area
-- Authorities whose Section 4 says something, with how many of its texts nobody has tagged yet.
select
    said.area,
    area.name,
    count(*) as n_said,
    count(*) filter (not exists (
        select 1
        from tag
        where
            tag.cycle = said.cycle and tag.area = said.area and tag.item = said.item and tag.text_hash = said.text_hash
    )) as n_waiting,
from said
inner join area using (area)
where said.cycle = $cycle
group by said.area, area.name
order by area.name;

-- name: voice_by_enabler
-- grain: enabler, item, area
-- Authorities that name an enabler in Section 4 of the self-view that counts, as wanted focus or as strength, as a person tagged it.
select
    enabler.enabler,
    enabler.number,
    voice.item,
    voice.area,
    area.name,
    voice.n,
from voice
inner join enabler on enabler.enabler = voice.tagged
inner join area using (area)
where voice.cycle = $cycle and voice.about = 'enabler'
order by enabler.number, voice.item, area.name;

-- name: words_that_stand
-- grain: item, entry
-- For a write, whoever reads: the hash of each strength and wanted focus in the latest version of an authority.
select
    returned_answer.item,
    returned_answer.entry,
    sha256(string_agg(returned_answer."text", ' ' order by returned_answer.part)) as text_hash,
from returned_answer
where
    returned_answer.cycle = $cycle
    and returned_answer.area = $area
    and returned_answer.item in ('strengths', 'focus-wanted')
    and returned_answer.version = (
        select max(submission.version) from submission where submission.cycle = $cycle and submission.area = $area
    )
group by returned_answer.item, returned_answer.entry;

-- name: known_to_tag
-- grain: about, tagged
-- For a write, whoever reads: what words can be tagged to, in order.
select
    'kpi_group' as about,
    reference_kpi_group.kpi_group as tagged,
    reference_kpi_group.name,
    reference_kpi_group."order" as ordinal,
from reference_kpi_group
where reference_kpi_group.edition = (select max(edition.edition) from edition)
union all by name
select
    'enabler' as about,
    reference_enabler.enabler as tagged,
    reference_enabler.name,
    reference_enabler.number as ordinal,
from reference_enabler
where reference_enabler.edition = (select max(edition.edition) from edition)
order by about desc, ordinal;
