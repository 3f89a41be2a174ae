-- Lines of enquiry about returns themselves: what differs from the published figures, and what did not come.

-- name: differing_line
-- grain: cycle, ordinal, area, line
-- held: rows
-- Figures returned that differ from those published of the same year, by more than rounding and by at least `line_differs_far` of the
-- width of England's middle half, or, without one, at all; none of part of a year. Neither is taken for the right one.
create or replace view differing_line as
with differing as (
    select
        reconciled.*,
        kpi.kpi_group,
        kpi.focus,
        abs(reconciled.difference) / nullif(published_cut_point.iqr, 0) as distance,
    from reconciled
    inner join kpi using (kpi)
    left join published_cut_point
        on published_cut_point.kpi = reconciled.kpi and published_cut_point.period = reconciled.source_year
    where
        reconciled.returned is not null
        and reconciled.published is not null
        and not reconciled.within_rounding
        and not reconciled.part_year
)

select
    differing.cycle,
    differing.ordinal,
    differing.area,
    'differs-from-published returned ' || differing.kpi as line,
    'differs-from-published' as kind,
    'returned' as origin,
    differing.kpi_group as theme,
    differing.focus,
    differing.kpi,
    null::varchar as pair,
    true as concern,
    round(line_kind.weight + 40 * least(1, coalesce(differing.distance, 0) / line_cutoffs.full_distance), 3) as strength,
    coalesce(in_widths(differing.distance), 'more than rounding')
    || if(differing.difference > 0, ' above', ' below') || ' the published figure' as strength_rest,
    list_filter([line_kpi_caveat.caveat], lambda caveat: caveat is not null) as caveats,
    [
        line_part('returned', 'returned', differing.kpi, differing.ordinal, null, null),
        line_part('published', 'published', differing.kpi, differing.ordinal, null, null)
    ] as evidence,
from differing
inner join line_kind on line_kind.kind = 'differs-from-published'
cross join line_cutoffs
left join line_kpi_caveat on line_kpi_caveat.kpi = differing.kpi
where coalesce(differing.distance >= line_cutoffs.differs_far, true);

-- name: missing_line
-- grain: cycle, ordinal, area, line
-- held: rows
-- What did not come: the self-view of an authority, once others have sent theirs or the last deadline has passed; or numbered KPIs that
-- its self-view leaves out of a column, all together.
create or replace view missing_line as
with due as (
    select cycle.cycle
    from cycle
    cross join moment
    where
        cycle.cycle in (select latest_submission.cycle from latest_submission)
        or moment.as_of::date > (
            select max(cycle_date.last_day)
            from cycle_date
            where cycle_date.cycle = cycle.cycle and cycle_date.kind = 'deadline'
        )
),

counted as (
    select
        reconciled.cycle,
        reconciled.ordinal,
        reconciled.area,
        count(*) as asked,
        count(*) filter (where reconciled.returned_status = 'not_returned') as missing,
        mode(kpi.kpi_group order by kpi.kpi_group) filter (where reconciled.returned_status = 'not_returned') as theme,
        list(
            line_part('figure', 'returned', reconciled.kpi, reconciled.ordinal, null, null)
            order by kpi.number
        ) filter (where reconciled.returned_status = 'not_returned') as parts,
    from reconciled
    semi join due using (cycle)
    inner join kpi using (kpi)
    group by reconciled.cycle, reconciled.ordinal, reconciled.area
),

told as (
    select
        counted.*,
        latest_submission.area is null as nothing_came,
    from counted
    left join latest_submission using (cycle, area)
    where counted.missing > 0
)

select
    told.cycle,
    told.ordinal,
    told.area,
    'not-returned' as line,
    'not-returned' as kind,
    'returned' as origin,
    if(told.nothing_came, null, told.theme) as theme,
    if(told.nothing_came, null, kpi_group.focus) as focus,
    null::varchar as kpi,
    null::varchar as pair,
    true as concern,
    round(line_kind.weight + 40 * if(told.nothing_came, 1, told.missing / told.asked), 3) as strength,
    if(
        told.nothing_came, 'no self-view came', told.missing || ' of ' || told.asked || ' figures of the column were left out'
    ) as strength_rest,
    []::varchar[] as caveats,
    if(
        told.nothing_came,
        [line_part('words', 'returned', null, told.ordinal, null, 'No self-view has been received.')],
        told.parts
    ) as evidence,
from told
inner join line_kind on line_kind.kind = 'not-returned'
left join kpi_group on kpi_group.kpi_group = told.theme;
