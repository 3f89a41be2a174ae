-- Challenge questions and Ofsted's key lines of enquiry as seen at a moment. Drafts are the group's and the team's: whoever reads as an
-- authority sees what was issued, and nothing else of this file.

-- name: group_moment
-- grain: viewer
-- The moment, for readers who may see what the group is drafting; no row for anybody else.
create or replace view group_moment as
select moment.*
from moment
where moment.viewer in ('Strategic performance group', 'Sector-led improvement team', 'the program itself');

-- name: question_theme
-- grain: theme
-- What a question or one of Ofsted's lines can be about: groups of KPIs, then enablers. focus is empty for an enabler.
create or replace view question_theme as
select
    kpi_group.kpi_group as theme,
    'kpi_group' as about,
    kpi_group.name,
    kpi_group.short_name,
    kpi_group.focus,
    kpi_group."order" as theme_order,
from kpi_group
union all
select
    enabler.enabler as theme,
    'enabler' as about,
    enabler.name,
    enabler.short_name,
    null as focus,
    100 + enabler.number as theme_order,
from enabler;

-- name: question_revision
-- grain: question, revision
-- Everything said of a question by the moment; `latest` is the last word.
create or replace view question_revision as
select
    question_entry.*,
    question_entry.revision = max(question_entry.revision) over (partition by question_entry.question) as latest,
from question_entry
cross join group_moment
where question_entry.recorded_at <= group_moment.as_of;

-- name: question
-- grain: question
-- Each question as it stands, with who began it and when. What was withdrawn is gone.
create or replace view question as
with begun as (
    select
        question_revision.question,
        min(question_revision.recorded_at) as begun_at,
        arg_min(question_revision.actor, question_revision.revision) as begun_by,
    from question_revision
    group by question_revision.question
)

select
    question_revision.* exclude (latest),
    begun.begun_at,
    begun.begun_by,
from question_revision
inner join begun using (question)
where question_revision.latest and question_revision.state <> 'withdrawn';

-- name: question_evidence
-- grain: question, evidence
-- What a question rests on, as it was when it was taken up.
create or replace view question_evidence as
with last_word as (
    select question_evidence_entry.*
    from question_evidence_entry
    cross join group_moment
    where question_evidence_entry.recorded_at <= group_moment.as_of
    qualify row_number() over (
        partition by question_evidence_entry.question, question_evidence_entry.evidence
        order by question_evidence_entry.revision desc
    ) = 1
)

select last_word.*,
from last_word
where last_word.state = 'stands';

-- name: question_comment
-- grain: question, comment
-- What people said about a question.
create or replace view question_comment as
select question_comment_entry.*
from question_comment_entry
cross join group_moment
where question_comment_entry.recorded_at <= group_moment.as_of;

-- name: group_focus
-- grain: cycle, area
-- The focus the group chose for an authority, where it has.
create or replace view group_focus as
with last_word as (
    select focus_entry.*
    from focus_entry
    cross join group_moment
    where focus_entry.recorded_at <= group_moment.as_of
    qualify row_number() over (partition by focus_entry.cycle, focus_entry.area order by focus_entry.revision desc) = 1
)

select last_word.*,
from last_word
where last_word.state = 'stands';

-- name: issue
-- grain: cycle, area, version
-- What authorities were sent; `latest` is what counts, an earlier one was corrected.
create or replace view issue as
select
    issue_entry.*,
    issue_entry.version = max(issue_entry.version) over (partition by issue_entry.cycle, issue_entry.area) as latest,
from issue_entry
cross join moment
where issue_entry.recorded_at <= moment.as_of;

-- name: issued
-- grain: cycle, area, version, ordinal
-- The questions of what was sent; before says what the version before it said of the same question, empty where it had none.
create or replace view issued as
select
    issued_question_entry.*,
    issue.latest,
    issue.recorded_at,
    earlier.wording as wording_before,
    earlier.headline as headline_before,
    issue.version > 1 and earlier.question is null as added,
from issued_question_entry
inner join issue using (cycle, area, version)
left join issued_question_entry as earlier
    on earlier.cycle = issued_question_entry.cycle
    and earlier.area = issued_question_entry.area
    and earlier.version = issued_question_entry.version - 1
    and earlier.question = issued_question_entry.question;

-- name: issued_evidence
-- grain: cycle, area, version, ordinal, evidence
-- What the questions that were sent rest on.
create or replace view issued_evidence as
select issued_evidence_entry.*
from issued_evidence_entry
inner join issue using (cycle, area, version);

-- name: ofsted_line
-- grain: ofsted_line
-- Ofsted's key lines of enquiry as they stand.
create or replace view ofsted_line as
with last_word as (
    select ofsted_line_entry.*
    from ofsted_line_entry
    cross join group_moment
    where ofsted_line_entry.recorded_at <= group_moment.as_of
    qualify row_number() over (partition by ofsted_line_entry.ofsted_line order by ofsted_line_entry.revision desc) = 1
)

select last_word.*,
from last_word
where last_word.state = 'stands';

-- name: ofsted_line_area
-- grain: ofsted_line, area
-- The authorities Ofsted's lines are about.
create or replace view ofsted_line_area as
select
    ofsted_line.cycle,
    ofsted_line_area_entry.ofsted_line,
    ofsted_line_area_entry.area,
from ofsted_line_area_entry
inner join ofsted_line using (ofsted_line, revision);

-- name: ofsted_line_theme
-- grain: ofsted_line, theme
-- What Ofsted's lines are about.
create or replace view ofsted_line_theme as
select
    ofsted_line.cycle,
    ofsted_line_theme_entry.ofsted_line,
    ofsted_line_theme_entry.theme,
from ofsted_line_theme_entry
inner join ofsted_line using (ofsted_line, revision);
