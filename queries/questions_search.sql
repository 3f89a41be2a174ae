-- Search in all text of the challenge questions and of Ofsted's lines.

-- name: found
-- grain: thing, place, entry
-- Texts of questions (with their evidence, their comments, and what was issued in other words), of Ofsted's lines and of the group's
-- reasons for a focus in which words were found that all stand somewhere in the same question, line or reason. entry: of words that
-- were issued, the version; corrected: whether a later version has taken its place. Case, accents, and the kinds of quotes and dashes
-- do not matter; hyphens and apostrophes may be missing (rereferrals). Every character is taken as it stands: there are no wildcards.
with texts as (
    select
        'question' as about,
        question.question as thing,
        said.place,
        0 as entry,
        said.words,
    from question
    cross join lateral (
        values
        ('headline', question.headline),
        ('question', question.wording),
        ('claim', question.claim),
        ('explanation', question.explanation),
        ('other_explanation', question.other_explanation),
        ('owner', question."owner"),
        ('reason', question.reason)
    ) as said (place, words)
    where question.cycle = $cycle
    union all by name
    select
        'question' as about,
        question_evidence.question as thing,
        'evidence' as place,
        question_evidence.evidence as entry,
        question_evidence.words,
    from question_evidence
    inner join question using (question)
    where question.cycle = $cycle
    union all by name
    select
        'question' as about,
        question_comment.question as thing,
        'comment' as place,
        question_comment."comment" as entry,
        question_comment."text" as words,
    from question_comment
    inner join question using (question)
    where question.cycle = $cycle
    union all by name
    select
        'question' as about,
        issued.question as thing,
        'issued_' || said.place as place,
        issued.version as entry,
        said.words,
        not issued.latest as corrected,
    from issued
    inner join question using (question)
    cross join lateral (
        values
        ('headline', issued.headline, question.headline),
        ('question', issued.wording, question.wording),
        ('claim', issued.claim, question.claim),
        ('explanation', issued.explanation, question.explanation),
        ('other_explanation', issued.other_explanation, question.other_explanation)
    ) as said (place, words, now)
    where issued.cycle = $cycle and said.words <> said.now
    union all by name
    select
        'focus' as about,
        'focus ' || group_focus.area as thing,
        'focus' as place,
        0 as entry,
        group_focus.reason as words,
        group_focus.area,
    from group_focus
    where group_focus.cycle = $cycle
    union all by name
    select
        'ofsted' as about,
        ofsted_line.ofsted_line as thing,
        'ofsted' as place,
        0 as entry,
        ofsted_line."text" as words,
    from ofsted_line
    where ofsted_line.cycle = $cycle
),

sought as (
    select list_distinct(string_split_regex(trim(strip_accents(lower(translate($search, '’‘“”–—‑−', '''''""----')))), '\s+')) as words,
),

folded as (
    select
        texts.*,
        strip_accents(lower(translate(texts.words, '’‘“”–—‑−', '''''""----'))) as plain,
    from texts
    where texts.words <> ''
),

met as (
    select
        folded.*,
        sought.words as sought,
        list_filter(
            sought.words,
            lambda word: contains(folded.plain, word)
            or (
                translate(word, '-''', '') <> ''
                and contains(translate(folded.plain, '-''', ''), translate(word, '-''', ''))
            )
        ) as met,
    from folded
    cross join sought
),

whole as (
    select
        met.thing,
        max(len(met.met)) as most,
    from met
    group by met.thing
    having len(list_distinct(flatten(list(met.met)))) = len(any_value(met.sought))
)

select
    met.about,
    met.thing,
    met.place,
    met.entry,
    met.words,
    coalesce(met.corrected, false) as corrected,
    len(met.met) as n_met,
    coalesce(question.area, met.area) as area,
    coalesce(area.name, '') as name,
    coalesce(question.headline, '') as headline,
    question.state,
from met
inner join whole using (thing)
left join question on met.about = 'question' and question.question = met.thing
left join area on area.area = coalesce(question.area, met.area)
where len(met.met) > 0 and trim($search) <> ''
order by
    met.about desc,
    whole.most desc,
    area.name nulls last,
    met.thing,
    n_met desc,
    list_position(['headline', 'question', 'claim', 'explanation', 'other_explanation', 'evidence', 'comment'], met.place) nulls last,
    met.place,
    met.entry;

-- name: ofsted_areas
-- grain: thing, area
-- The authorities Ofsted's lines are about.
select
    ofsted_line_area.ofsted_line as thing,
    ofsted_line_area.area,
    area.name,
from ofsted_line_area
inner join area using (area)
where ofsted_line_area.cycle = $cycle
order by ofsted_line_area.ofsted_line, area.name;
