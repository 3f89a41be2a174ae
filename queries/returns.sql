-- The returns screen: who has sent what, what is missing, what is signed, what is to be mended.

-- name: overview
-- grain: area
-- One row per authority of the cycle: its version that counts, how complete it is, who signed it, and problems still open. `questions`
-- is how many questions the form asks (figures and words of an earlier version do not count).
with cells as (
    select
        sent_figure.area,
        count(*) filter (sent_figure.status <> 'not_returned') as n_returned,
        count(*) as n_asked,
    from sent_figure
    inner join sent using (cycle, area, version)
    where sent.cycle = $cycle and sent.latest
    group by sent_figure.area
),

whole_kpis as (
    select sent_figure.area, sent_figure.kpi
    from sent_figure
    inner join sent using (cycle, area, version)
    where sent.cycle = $cycle and sent.latest
    group by sent_figure.area, sent_figure.kpi
    having bool_and(sent_figure.status <> 'not_returned')
        and count(*) = (select count(*) from cycle_column where cycle_column.cycle = $cycle)
),

complete as (
    select area, count(*) as n_complete
    from whole_kpis
    group by area
),

asked as (
    select unnest($items::varchar[]) as item
),

narrative as (
    select answer.area, count(distinct answer.item) as n_answered
    from answer
    inner join sent using (cycle, area, version)
    inner join asked using (item)
    where sent.cycle = $cycle and sent.latest
    group by answer.area
),

grid as (
    select own_placement.area, count(own_placement.position) as n_placed
    from own_placement
    inner join sent using (cycle, area, version)
    where sent.cycle = $cycle and sent.latest
    group by own_placement.area
),

open_problems as (
    select
        problem.area,
        count(*) filter (problem.blocks) as n_blocking,
        count(*) filter (not problem.blocks) as n_to_confirm,
    from problem
    inner join sent using (cycle, area, version)
    where sent.cycle = $cycle and sent.latest
    group by problem.area
),

signed as (
    select
        sign_off.area,
        max(sign_off.name) filter (sign_off.office = 'dcs' and sign_off.current) as dcs,
        max(sign_off.name) filter (sign_off.office = 'lm' and sign_off.current) as lm,
        max(sign_off.name) filter (sign_off.office = 'ce' and sign_off.current) as ce,
        count(*) filter (not sign_off.current) as n_of_earlier,
    from sign_off
    where sign_off.cycle = $cycle
    group by sign_off.area
)

select
    cycle_member.area,
    area.name,
    membership.bpn,
    membership.bpn_name,
    membership.round,
    sent.version,
    sent.recorded_at,
    first_sent.recorded_at as first_received,
    sent.received_as,
    sent.file_kind,
    sent.how,
    sent.form,
    sent.sha256,
    sent.content_hash,
    coalesce(cells.n_returned, 0) as n_returned,
    cells.n_asked,
    (select count(distinct cycle_period.kpi) from cycle_period inner join kpi using (kpi)
        where cycle_period.cycle = $cycle and kpi.number is not null) as n_kpis,
    coalesce(complete.n_complete, 0) as n_complete,
    coalesce(narrative.n_answered, 0) as n_answered,
    len($items::varchar[]) as n_questions,
    coalesce(grid.n_placed, 0) as n_placed,
    signed.dcs,
    signed.lm,
    signed.ce,
    coalesce(signed.n_of_earlier, 0) as n_of_earlier,
    coalesce(open_problems.n_blocking, 0) as n_blocking,
    coalesce(open_problems.n_to_confirm, 0) as n_to_confirm,
from cycle_member
inner join area using (area)
left join membership using (cycle, area)
left join sent on sent.cycle = cycle_member.cycle and sent.area = cycle_member.area and sent.latest
left join sent as first_sent
    on first_sent.cycle = cycle_member.cycle and first_sent.area = cycle_member.area and first_sent.version = 1
left join cells on cells.area = cycle_member.area
left join complete on complete.area = cycle_member.area
left join narrative on narrative.area = cycle_member.area
left join grid on grid.area = cycle_member.area
left join open_problems on open_problems.area = cycle_member.area
left join signed on signed.area = cycle_member.area
where cycle_member.cycle = $cycle
order by area.name;

-- name: deadlines
-- grain: last_day, said_by
-- The days by which self-views are due, as each paper says.
select last_day, what, said_by
from cycle_date
where cycle = $cycle and kind = 'deadline' and last_day is not null
order by last_day, said_by;

-- name: versions
-- grain: version
-- Every version an authority sent, the latest first.
select
    sent.version,
    sent.recorded_at,
    sent.received_as,
    sent.how,
    sent.based_on,
    sent.form,
    sent.sha256,
    sent.file_kind,
    sent.bytes,
    sent.content_hash,
    sent.note,
    sent.actor,
    sent.actor_role,
    sent.latest,
from sent
where sent.cycle = $cycle and sent.area = $area
order by sent.version desc;

-- name: figures
-- grain: kpi, ordinal
-- The figures of one version, in the form's order.
select
    kpi.number,
    sent_figure.kpi,
    kpi.name,
    kpi.short_name,
    kpi.unit,
    kpi.unit_short,
    kpi.decimals,
    sent_figure.ordinal,
    cycle_column.column_key,
    cycle_column.label as column_label,
    sent_figure.value,
    sent_figure.status,
    sent_figure.note,
    sent_figure.numerator,
    sent_figure.denominator,
    sent_figure.part_year,
    sent_figure.period_end,
    sent_figure.place,
from sent_figure
inner join kpi using (kpi)
inner join cycle_column using (cycle, ordinal)
where sent_figure.cycle = $cycle and sent_figure.area = $area and sent_figure.version = $version
order by kpi.number, sent_figure.ordinal;

-- name: problems
-- grain: ordinal
-- What was found to look at in one version, what blocks first.
select
    problem.ordinal,
    problem.place,
    problem.found,
    problem.expected,
    problem.way_out,
    problem.blocks,
    problem.number,
    problem.column_key,
    cycle_column.label as column_label,
    kpi.kpi,
    kpi.short_name,
from problem
left join cycle_column on cycle_column.cycle = problem.cycle and cycle_column.column_key = problem.column_key
left join kpi on kpi.number = problem.number
where problem.cycle = $cycle and problem.area = $area and problem.version = $version
order by problem.blocks desc, problem.ordinal;

-- name: answers
-- grain: item, entry, part
-- The words of one version.
select item, entry, part, "text", place
from answer
where cycle = $cycle and area = $area and version = $version
order by item, entry, part;

-- name: placements
-- grain: enabler
-- Where one version places its authority.
select enabler, position, evidence, place
from own_placement
where cycle = $cycle and area = $area and version = $version
order by enabler;

-- name: sign_offs
-- grain: office
-- Who signed for an authority, and whether it is of the version that counts.
select office, version, name, recorded_at, actor, actor_role, revision, current
from sign_off
where cycle = $cycle and area = $area
order by office;

-- name: written_sign_offs
-- grain: office
-- What the file of one version says of who signed it.
select office, name, day, place
from written_sign_off
where cycle = $cycle and area = $area and version = $version
order by office;

-- name: explanations
-- grain: kpi, ordinal
-- What an authority says of differences from published figures.
select kpi, ordinal, "text", revision, recorded_at, actor
from explanation
where cycle = $cycle and area = $area
order by kpi, ordinal;
