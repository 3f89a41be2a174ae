-- Challenge questions across the region: how far each authority's are, whether one is asked what another is let off.

-- name: overview
-- grain: area
-- Authorities of a cycle with how many questions stand in each state, the focus the group chose, what was sent, and who changed
-- something last.
with counted as (
    select
        question.area,
        count(*) filter (where question.state = 'draft') as n_drafts,
        count(*) filter (where question.state = 'proposed') as n_proposed,
        count(*) filter (where question.state = 'agreed') as n_agreed,
        count(*) filter (where question.state = 'issued') as n_issued,
        count(*) filter (where question.state = 'parked') as n_parked,
    from question
    where question.cycle = $cycle
    group by question.area
),

touched as (
    select
        question_revision.area,
        question_revision.recorded_at,
        question_revision.actor,
    from question_revision
    where question_revision.cycle = $cycle
    union all
    select
        question.area,
        question_comment.recorded_at,
        question_comment.actor,
    from question_comment
    inner join question using (question)
    where question.cycle = $cycle
    union all
    select
        group_focus.area,
        group_focus.recorded_at,
        group_focus.actor,
    from group_focus
    where group_focus.cycle = $cycle
),

last_touch as (
    select
        touched.area,
        max(touched.recorded_at) as changed_at,
        arg_max(touched.actor, touched.recorded_at) as changed_by,
    from touched
    group by touched.area
),

sent as (
    select
        issue.area,
        issue.version,
        issue.recorded_at as issued_at,
    from issue
    where issue.cycle = $cycle and issue.latest
)

select
    cycle_member.area,
    area.name,
    membership.bpn,
    membership.bpn_name,
    membership."round",
    coalesce(counted.n_drafts, 0) as n_drafts,
    coalesce(counted.n_proposed, 0) as n_proposed,
    coalesce(counted.n_agreed, 0) as n_agreed,
    coalesce(counted.n_issued, 0) as n_issued,
    coalesce(counted.n_parked, 0) as n_parked,
    coalesce(group_focus.focus, '') as focus,
    coalesce(group_focus.reason, '') as focus_reason,
    sent.version,
    sent.issued_at,
    last_touch.changed_at,
    last_touch.changed_by,
from cycle_member
inner join area using (area)
left join membership using (cycle, area)
left join counted using (area)
left join group_focus using (cycle, area)
left join sent using (area)
left join last_touch using (area)
where cycle_member.cycle = $cycle
order by area.name;

-- name: by_theme
-- grain: theme, area
-- What questions and lines of enquiry that speak for a closer look are about: each theme with the authorities that have either, in one
-- column. state: of the question that is furthest on its way (parked is least), and the question; theme is empty where none was named.
with lined as (
    select
        coalesce(line.theme, '') as theme,
        line.area,
        count(*) as n_lines,
        max(line.strength) as strongest,
    from line
    where line.cycle = $cycle and line.ordinal = $ordinal and line.concern
    group by coalesce(line.theme, ''), line.area
),

asked as (
    select
        question.theme,
        question.area,
        count(*) filter (where question.state <> 'parked') as n_questions,
        arg_max(question.state, list_position(['parked', 'draft', 'proposed', 'agreed', 'issued'], question.state)) as state,
        arg_max(question.question, list_position(['parked', 'draft', 'proposed', 'agreed', 'issued'], question.state)) as question,
    from question
    where question.cycle = $cycle
    group by question.theme, question.area
),

either as (
    select
        coalesce(lined.theme, asked.theme) as theme,
        coalesce(lined.area, asked.area) as area,
        coalesce(lined.n_lines, 0) as n_lines,
        lined.strongest,
        coalesce(asked.n_questions, 0) as n_questions,
        asked.state,
        asked.question,
    from lined
    full join asked on asked.theme = lined.theme and asked.area = lined.area
)

select
    either.theme,
    coalesce(question_theme.name, 'No theme named') as theme_name,
    question_theme.focus,
    either.area,
    area.name,
    membership.bpn,
    either.n_lines,
    either.strongest,
    either.n_questions,
    either.state,
    either.question,
from either
inner join area using (area)
left join question_theme using (theme)
left join membership on membership.cycle = $cycle and membership.area = either.area
order by question_theme.theme_order nulls last, area.name;

-- name: alike
-- grain: kind, subject, area
-- Authorities with the same kind of line of enquiry on the same subject (a pair of figures, a KPI, an enabler, a theme) that speaks for a
-- closer look, in one column, and the question that asks about it: one under way that was made of such a line, or that rests on a figure
-- of the line's leading KPI; state is null where there is none. Ofsted's lines are of one authority's letter each and stay out.
with concerned as (
    select
        line.kind,
        coalesce(line.pair, line.kpi, line.enabler, line.theme, '') as subject,
        coalesce(line_pair.title, kpi.name, question_theme.name, '') as subject_name,
        line.area,
        line.line,
        line.kpi,
        line.strength,
    from line
    left join line_pair using (pair)
    left join kpi on kpi.kpi = line.kpi
    left join question_theme on question_theme.theme = coalesce(line.enabler, line.theme)
    where line.cycle = $cycle and line.ordinal = $ordinal and line.concern and line.kind <> 'ofsted'
),

rests as (
    select
        question.area,
        question.question,
        question.state,
        question.line,
        '' as kpi,
    from question
    where question.cycle = $cycle and question.state <> 'parked'
    union
    select
        question.area,
        question.question,
        question.state,
        question_evidence.line,
        question_evidence.kpi,
    from question_evidence
    inner join question using (question)
    where question.cycle = $cycle and question.state <> 'parked'
),

met as (
    select
        concerned.kind,
        concerned.subject,
        concerned.area,
        any_value(concerned.subject_name) as subject_name,
        max(concerned.strength) as strength,
        arg_max(rests.state, list_position(['draft', 'proposed', 'agreed', 'issued'], rests.state)) as state,
        arg_max(rests.question, list_position(['draft', 'proposed', 'agreed', 'issued'], rests.state)) as question,
    from concerned
    left join rests
        on rests.area = concerned.area
        and (rests.line = concerned.line or (rests.kpi <> '' and rests.kpi = concerned.kpi))
    group by concerned.kind, concerned.subject, concerned.area
)

select
    met.*,
    line_kind.title,
    line_kind.symbol,
    area.name,
    membership.bpn,
from met
inner join line_kind using (kind)
inner join area using (area)
left join membership on membership.cycle = $cycle and membership.area = met.area
order by line_kind."order", met.subject_name, met.strength desc, area.name;
