-- What a write of questions must know first, the last words themselves whoever reads; and its inserts.

-- name: of_question
-- grain: revision
-- Everything said of one question, the last first.
select question_entry.*
from question_entry
where question_entry.question = $question
order by question_entry.revision desc;

-- name: last_word
-- grain: question
-- The last word on one question, with how many pieces of evidence and comments it has had.
select
    question_entry.*,
    (
        select coalesce(max(question_evidence_entry.evidence), 0)
        from question_evidence_entry
        where question_evidence_entry.question = $question
    )::integer as n_evidence,
    (
        select coalesce(max(question_comment_entry."comment"), 0)
        from question_comment_entry
        where question_comment_entry.question = $question
    )::integer as n_comments,
from question_entry
where question_entry.question = $question
order by question_entry.revision desc
limit 1;

-- name: evidence_of
-- grain: evidence
-- The last word on each piece of evidence of one question.
select question_evidence_entry.*
from question_evidence_entry
where question_evidence_entry.question = $question
qualify row_number() over (
    partition by question_evidence_entry.evidence order by question_evidence_entry.revision desc
) = 1
order by question_evidence_entry.evidence;

-- name: comments_of
-- grain: comment
-- What was said about one question.
select question_comment_entry.*
from question_comment_entry
where question_comment_entry.question = $question
order by question_comment_entry."comment";

-- name: known_themes
-- grain: theme
-- What a question can be about: groups of KPIs and enablers of the newest edition.
select
    reference_kpi_group.kpi_group as theme,
    reference_kpi_group.name,
from reference_kpi_group
where reference_kpi_group.edition = (select max(edition.edition) from edition)
union all
select
    reference_enabler.enabler as theme,
    reference_enabler.name,
from reference_enabler
where reference_enabler.edition = (select max(edition.edition) from edition);

-- name: last_focus
-- grain: area
-- The group's last word on an authority's focus.
select focus_entry.*
from focus_entry
where focus_entry.cycle = $cycle and focus_entry.area = $area
order by focus_entry.revision desc
limit 1;

-- name: last_issue
-- grain: area
-- What an authority was sent last.
select issue_entry.*
from issue_entry
where issue_entry.cycle = $cycle and issue_entry.area = $area
order by issue_entry.version desc
limit 1;

-- name: say_question
-- grain: question, revision
-- One word on a question.
insert into question_entry by name
select
    $question as question,
    $revision as revision,
    $cycle as cycle,
    $area as area,
    $state as state,
    $headline as headline,
    $claim as claim,
    $explanation as explanation,
    $other_explanation as other_explanation,
    $wording as wording,
    $theme as theme,
    $focus as focus,
    $source as source,
    $owner as "owner",
    $line as line,
    $reason as reason,
    $recorded_at as recorded_at,
    $actor as actor,
    $actor_role as actor_role;

-- name: say_comment
-- grain: question, comment
-- One comment.
insert into question_comment_entry by name
select
    $question as question,
    $comment as "comment",
    $text as "text",
    $recorded_at as recorded_at,
    $actor as actor,
    $actor_role as actor_role;

-- name: say_focus
-- grain: cycle, area, revision
-- One choice of focus.
insert into focus_entry by name
select
    $cycle as cycle,
    $area as area,
    $revision as revision,
    $focus as focus,
    $reason as reason,
    $state as state,
    $recorded_at as recorded_at,
    $actor as actor,
    $actor_role as actor_role;

-- name: of_area
-- grain: question
-- The last word on every question for an authority.
select question_entry.*
from question_entry
where question_entry.cycle = $cycle and question_entry.area = $area
qualify row_number() over (partition by question_entry.question order by question_entry.revision desc) = 1;

-- name: ofsted_lines_with_areas
-- grain: ofsted_line
-- Each of Ofsted's lines of a cycle as last written, with its authorities and themes as sorted lists.
with last_word as (
    select ofsted_line_entry.*
    from ofsted_line_entry
    where ofsted_line_entry.cycle = $cycle
    qualify row_number() over (partition by ofsted_line_entry.ofsted_line order by ofsted_line_entry.revision desc) = 1
)

select
    last_word.*,
    list_sort(coalesce((
        select list(ofsted_line_area_entry.area)
        from ofsted_line_area_entry
        where
            ofsted_line_area_entry.ofsted_line = last_word.ofsted_line
            and ofsted_line_area_entry.revision = last_word.revision
    ), [])) as areas,
    list_sort(coalesce((
        select list(ofsted_line_theme_entry.theme)
        from ofsted_line_theme_entry
        where
            ofsted_line_theme_entry.ofsted_line = last_word.ofsted_line
            and ofsted_line_theme_entry.revision = last_word.revision
    ), [])) as themes,
from last_word;
