-- Rows of the challenge questions that should not exist.

-- name: gap_in_words
-- grain: ledger, cycle, area, about, revision
-- A revision, comment or version that does not follow the one before, or is dated before it: words were lost, or written past the ledger.
with every as (
    select
        'question' as ledger,
        '' as cycle,
        '' as area,
        question_entry.question as about,
        question_entry.revision,
        question_entry.recorded_at,
    from question_entry
    union all
    select
        'evidence' as ledger,
        '' as cycle,
        '' as area,
        question_evidence_entry.question || ', ' || question_evidence_entry.evidence as about,
        question_evidence_entry.revision,
        question_evidence_entry.recorded_at,
    from question_evidence_entry
    union all
    select
        'comment' as ledger,
        '' as cycle,
        '' as area,
        question_comment_entry.question as about,
        question_comment_entry."comment" as revision,
        question_comment_entry.recorded_at,
    from question_comment_entry
    union all
    select
        'focus' as ledger,
        focus_entry.cycle,
        focus_entry.area,
        '' as about,
        focus_entry.revision,
        focus_entry.recorded_at,
    from focus_entry
    union all
    select
        'issue' as ledger,
        issue_entry.cycle,
        issue_entry.area,
        '' as about,
        issue_entry.version as revision,
        issue_entry.recorded_at,
    from issue_entry
    union all
    select
        'ofsted' as ledger,
        '' as cycle,
        '' as area,
        ofsted_line_entry.ofsted_line as about,
        ofsted_line_entry.revision,
        ofsted_line_entry.recorded_at,
    from ofsted_line_entry
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

-- name: asked_stranger
-- grain: cycle, area
-- An authority with a question, a focus, something it was sent or a line of Ofsted's, and that takes part in the cycle at no revision.
select
    named.cycle,
    named.area,
from (
    select cycle, area
    from question_entry
    union
    select cycle, area
    from focus_entry
    union
    select cycle, area
    from issue_entry
    union
    select ofsted_line_entry.cycle, ofsted_line_area_entry.area
    from ofsted_line_area_entry
    inner join ofsted_line_entry using (ofsted_line, revision)
) as named
anti join cycle_member_setting using (cycle, area);

-- name: question_moved_house
-- grain: question
-- A question that was begun for one authority or cycle and is now for another.
select question_entry.question
from question_entry
group by question_entry.question
having count(distinct question_entry.cycle || ', ' || question_entry.area) > 1;

-- name: unknown_theme
-- grain: ledger, theme
-- A theme of a question or of a line of Ofsted's that is neither a group of KPIs nor an enabler of any edition.
select
    named.ledger,
    named.theme,
from (
    select 'question' as ledger, theme
    from question_entry
    where theme <> ''
    union
    select 'issued' as ledger, theme
    from issued_question_entry
    where theme <> ''
    union
    select 'ofsted' as ledger, theme
    from ofsted_line_theme_entry
) as named
anti join (
    select kpi_group as theme
    from reference_kpi_group
    union
    select enabler as theme
    from reference_enabler
) as known using (theme);

-- name: unknown_focus
-- grain: ledger, focus
-- A focus of what was sent that is neither Education nor Social Care.
select distinct
    'issued' as ledger,
    issued_question_entry.focus,
from issued_question_entry
where issued_question_entry.focus not in ('', 'Education', 'Social Care');

-- name: agreed_without_words
-- grain: question, revision
-- A question that was agreed or sent without a headline or without words.
select
    question_entry.question,
    question_entry.revision,
    question_entry.state,
from question_entry
where
    question_entry.state in ('agreed', 'issued')
    and (trim(question_entry.headline) = '' or trim(question_entry.wording) = '');

-- name: part_of_no_question
-- grain: ledger, question
-- Evidence of or a comment on a question there is not, or from before it was begun.
select distinct
    part.ledger,
    part.question,
from (
    select 'evidence' as ledger, question, recorded_at
    from question_evidence_entry
    union all
    select 'comment' as ledger, question, recorded_at
    from question_comment_entry
) as part
left join question_entry on question_entry.question = part.question and question_entry.revision = 1
where question_entry.question is null or part.recorded_at < question_entry.recorded_at;

-- name: sent_otherwise
-- grain: cycle, area, version, ordinal
-- A question that was sent in other words than stand in its revision, from no revision, or for another authority: what was sent cannot
-- change silently, and neither can what it was made of.
select
    issued_question_entry.cycle,
    issued_question_entry.area,
    issued_question_entry.version,
    issued_question_entry.ordinal,
    issued_question_entry.question,
    issued_question_entry.revision,
from issued_question_entry
left join question_entry using (question, revision)
where
    question_entry.question is null
    or question_entry.state <> 'issued'
    or (question_entry.cycle, question_entry.area) <> (issued_question_entry.cycle, issued_question_entry.area)
    or (question_entry.headline, question_entry.claim, question_entry.explanation, question_entry.other_explanation)
    <> (
        issued_question_entry.headline,
        issued_question_entry.claim,
        issued_question_entry.explanation,
        issued_question_entry.other_explanation
    )
    or (question_entry.wording, question_entry.theme, question_entry.focus, question_entry.source)
    <> (issued_question_entry.wording, issued_question_entry.theme, issued_question_entry.focus, issued_question_entry.source);

-- name: issued_and_not_sent
-- grain: question, revision
-- A question said to be issued that stands in nothing that was sent.
select
    question_entry.question,
    question_entry.revision,
from question_entry
anti join issued_question_entry using (question, revision)
where question_entry.state = 'issued';

-- name: part_of_nothing_sent
-- grain: part, cycle, area, version, ordinal
-- A question of something that was never sent, one out of line, or evidence under a question that was not sent.
select
    'question' as part,
    issued_question_entry.cycle,
    issued_question_entry.area,
    issued_question_entry.version,
    issued_question_entry.ordinal,
from issued_question_entry
left join issue_entry using (cycle, area, version)
qualify
    issue_entry.version is null
    or issued_question_entry.ordinal <> row_number() over (
        partition by issued_question_entry.cycle, issued_question_entry.area, issued_question_entry.version
        order by issued_question_entry.ordinal
    )
union all
select distinct
    'evidence' as part,
    issued_evidence_entry.cycle,
    issued_evidence_entry.area,
    issued_evidence_entry.version,
    issued_evidence_entry.ordinal,
from issued_evidence_entry
anti join issued_question_entry using (cycle, area, version, ordinal);

-- name: correction_without_reason
-- grain: cycle, area, version
-- Something sent again without saying why or with nothing changed, or a first version that says it corrects another.
with versions as (
    select
        issue_entry.*,
        lag(issue_entry.content_hash) over (partition by issue_entry.cycle, issue_entry.area order by issue_entry.version)
            as hash_before,
    from issue_entry
)

select
    versions.cycle,
    versions.area,
    versions.version,
from versions
where (versions.version > 1) <> (trim(versions.correction) <> '') or versions.hash_before = versions.content_hash;

-- name: line_of_nobody
-- grain: ofsted_line, revision
-- A line of Ofsted's without words or without an authority, or an authority or theme of a line there is not.
select
    ofsted_line_entry.ofsted_line,
    ofsted_line_entry.revision,
from ofsted_line_entry
where
    trim(ofsted_line_entry."text") = ''
    or not exists (
        select 1
        from ofsted_line_area_entry
        where
            ofsted_line_area_entry.ofsted_line = ofsted_line_entry.ofsted_line
            and ofsted_line_area_entry.revision = ofsted_line_entry.revision
    )
union
select
    part.ofsted_line,
    part.revision,
from (
    select ofsted_line, revision
    from ofsted_line_area_entry
    union
    select ofsted_line, revision
    from ofsted_line_theme_entry
) as part
anti join ofsted_line_entry using (ofsted_line, revision);
