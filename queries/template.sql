-- The self-view template of an authority.

-- name: figures
-- grain: number, ordinal
-- Each KPI of the self-view in each column of the cycle for one authority: the published figure that stands there with its source, or why
-- there is none.
select
    kpi.number,
    kpi.kpi,
    kpi.name,
    kpi.unit,
    kpi.unit_short,
    kpi.decimals,
    kpi.publication,
    kpi.comparability,
    standing.ordinal,
    standing.column_label,
    standing.period_label,
    standing.value,
    standing.status,
    standing.note,
    standing.measure,
    standing.published_on,
    standing.place,
from published_standing as standing
inner join kpi using (kpi)
where standing.cycle = $cycle and standing.area = $area and kpi.number is not null
order by kpi.number, standing.ordinal;

-- name: deadlines
-- grain: ordinal
-- The days self-views of a cycle are due, with who says so: the papers may disagree, and then both stand.
select
    cycle_date.ordinal,
    cycle_date.last_day as day,
    cycle_date.what,
    cycle_date.detail,
    cycle_date.said_by,
from cycle_date
where cycle_date.cycle = $cycle and cycle_date.kind = 'deadline'
order by cycle_date.last_day, cycle_date.ordinal;
