-- What authorities were sent: for the group's screens, the files made of it, and an authority's own screen.

-- name: versions
-- grain: version
-- What one authority was sent, the last first.
select
    issue.version,
    issue.focus,
    issue.focus_reason,
    issue.correction,
    issue.latest,
    issue.recorded_at,
    issue.actor,
    issue.actor_role,
    (
        select count(*)
        from issued
        where issued.cycle = issue.cycle and issued.area = issue.area and issued.version = issue.version
    ) as n_questions,
from issue
where issue.cycle = $cycle and issue.area = $area
order by issue.version desc;

-- name: questions
-- grain: version, ordinal
-- The questions one authority was sent, in every version; changed: it says something else than in the version before.
select
    issued.version,
    issued.ordinal,
    issued.question,
    issued.headline,
    issued.claim,
    issued.explanation,
    issued.other_explanation,
    issued.wording,
    issued.theme,
    coalesce(question_theme.name, '') as theme_name,
    issued.focus,
    issued.source,
    issued.latest,
    issued.added,
    issued.wording_before,
    issued.headline_before,
    coalesce(issued.wording_before <> issued.wording or issued.headline_before <> issued.headline, false) as changed,
from issued
left join question_theme using (theme)
where issued.cycle = $cycle and issued.area = $area
order by issued.version desc, issued.ordinal;

-- name: evidence
-- grain: version, ordinal, evidence
-- What those questions rest on, in words, as it was.
select
    issued_evidence.version,
    issued_evidence.ordinal,
    issued_evidence.evidence,
    issued_evidence.words,
    issued_evidence.cell,
from issued_evidence
where issued_evidence.cycle = $cycle and issued_evidence.area = $area
order by issued_evidence.version desc, issued_evidence.ordinal, issued_evidence.evidence;

-- name: members
-- grain: area
-- Every authority of a cycle with its BPN and round, the version it was sent last, and when; empty where nothing was sent.
select
    cycle_member.area,
    area.name,
    membership.bpn,
    membership.bpn_name,
    membership.round,
    issue.version,
    issue.focus,
    issue.recorded_at,
    (
        select count(*)
        from issued
        where issued.cycle = cycle_member.cycle and issued.area = cycle_member.area and issued.latest
    ) as n_questions,
from cycle_member
inner join area using (area)
left join membership using (cycle, area)
left join issue on issue.cycle = cycle_member.cycle and issue.area = cycle_member.area and issue.latest
where cycle_member.cycle = $cycle
order by area.name;
