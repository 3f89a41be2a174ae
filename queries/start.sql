-- The start screen: where the cycle stands.

-- name: dates
-- grain: ordinal
-- The process of a cycle in order of time, with who says so.
select ordinal, first_day, last_day, kind, what, who, detail, said_by
from cycle_date
where cycle = $cycle
order by ordinal;

-- name: returns
-- grain: area
-- Which authorities of a cycle have returned a self-view, when, and how many of its figures hold a number or say why not.
select
    cycle_member.area,
    area.name,
    latest_submission.version,
    latest_submission.recorded_at,
    (
        select count(*)
        from figure
        where
            figure.source = 'returned'
            and figure.scope = cycle_member.cycle
            and figure.area = cycle_member.area
            and figure.status <> 'not_returned'
    ) as n_figures,
from cycle_member
inner join area using (area)
left join latest_submission using (cycle, area)
where cycle_member.cycle = $cycle
order by area.name;

-- name: forums
-- grain: bpn, round
-- Forum days with the authorities that take part in each.
select
    bpn.bpn,
    bpn.name,
    forum.round,
    forum.day,
    count(membership.area) as n_areas,
    string_agg(area.name, ', ' order by area.name) as areas,
from forum
inner join bpn using (cycle, bpn)
left join membership using (cycle, bpn, round)
left join area on area.area = membership.area
where forum.cycle = $cycle
group by bpn.bpn, bpn.name, forum.round, forum.day
order by forum.day, bpn.name;
