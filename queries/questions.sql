-- What an authority will be asked: the drafts with what they rest on, what was said about them, and how they came about.

-- name: of_area
-- grain: question
-- The questions for one authority as they stand, those under way first, then by when they were begun.
with said as (
    select
        question_comment.question,
        count(*) as n_comments,
    from question_comment
    group by question_comment.question
),

rests as (
    select
        question_evidence.question,
        count(*) as n_evidence,
    from question_evidence
    group by question_evidence.question
)

select
    question.question,
    question.revision,
    question.state,
    question.headline,
    question.claim,
    question.explanation,
    question.other_explanation,
    question.wording,
    question.theme,
    coalesce(question_theme.name, '') as theme_name,
    question.focus,
    question.source,
    question."owner",
    question.line,
    question.reason,
    question.begun_at,
    question.begun_by,
    question.recorded_at,
    question.actor,
    question.actor_role,
    coalesce(said.n_comments, 0) as n_comments,
    coalesce(rests.n_evidence, 0) as n_evidence,
from question
left join question_theme using (theme)
left join said on question.question = said.question
left join rests on question.question = rests.question
where question.cycle = $cycle and question.area = $area
order by question.state = 'parked', question.begun_at, question.question;

-- name: evidence
-- grain: question, evidence
-- What the questions for one authority rest on, as it was when taken up, and as it is now: value_now, status_now, and whether the
-- figure was revised since (another value at the KPI's decimals, or another status).
with taken as (
    select
        question_evidence.*,
        question.cycle,
        question.area,
        kpi.name as kpi_name,
        kpi.decimals,
        kpi.unit_short,
        kpi.polarity,
    from question_evidence
    inner join question using (question)
    left join kpi using (kpi)
    where question.cycle = $cycle and question.area = $area
),

published_now as (
    select
        taken.question,
        taken.evidence,
        published_position.value as value_now,
        coalesce(published_position.status, 'not_published') as status_now,
    from taken
    left join published_position
        on published_position.kpi = taken.kpi
        and published_position.period = taken.source_year
        and published_position.area = taken.area
    where taken.source = 'published' and taken.status <> ''
),

returned_now as (
    select
        taken.question,
        taken.evidence,
        returned_position.value as value_now,
        coalesce(returned_position.status, 'not_returned') as status_now,
    from taken
    left join returned_position
        on returned_position.scope = taken.cycle
        and returned_position.kpi = taken.kpi
        and returned_position.period = taken.ordinal
        and returned_position.area = taken.area
    where taken.source = 'returned' and taken.status <> ''
),

known_now as (
    select *,
    from published_now
    union all
    select *,
    from returned_now
)

select
    taken.* exclude (revision, state, actor_role, cycle, area),
    known_now.value_now,
    known_now.status_now,
    coalesce(
        known_now.status_now <> taken.status
        or round(known_now.value_now, taken.decimals) is distinct from round(taken."value", taken.decimals),
        false
    ) as revised,
from taken
left join known_now using (question, evidence)
order by taken.question, taken.evidence;

-- name: comments
-- grain: question, comment
-- What was said about the questions for one authority, the oldest first.
select question_comment.*
from question_comment
inner join question using (question)
where question.cycle = $cycle and question.area = $area
order by question_comment.question, question_comment."comment";

-- name: history
-- grain: revision
-- Everything said of one question, the last first.
select question_revision.* exclude (latest)
from question_revision
where question_revision.question = $question
order by question_revision.revision desc;

-- name: known
-- grain: question
-- The questions of a cycle, as a link names them.
select
    question.question,
    question.area,
    coalesce(nullif(question.headline, ''), nullif(question.wording, ''), 'a question without words') as title,
from question
where question.cycle = $cycle
order by question.begun_at, question.question;

-- name: focus
-- grain: area
-- The focus the group chose for one authority, with the revision a change follows.
select
    coalesce(group_focus.focus, '') as focus,
    coalesce(group_focus.reason, '') as reason,
    group_focus.actor,
    group_focus.recorded_at,
    cycle_member.area,
    (
        select coalesce(max(focus_entry.revision), 0)
        from focus_entry
        cross join group_moment
        where
            focus_entry.cycle = $cycle
            and focus_entry.area = $area
            and focus_entry.recorded_at <= group_moment.as_of
    )::integer as revision,
from cycle_member
left join group_focus using (cycle, area)
where cycle_member.cycle = $cycle and cycle_member.area = $area;

-- name: themes
-- grain: theme
-- What a question can be about.
select
    question_theme.theme,
    question_theme.about,
    question_theme.name,
    question_theme.short_name,
    question_theme.focus,
from question_theme
order by question_theme.theme_order;
