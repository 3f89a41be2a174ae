-- A self-view beside what is known already, before it is stored or after: published figures of the same columns, and how far figures
-- of one year lie from those of the year before in England.

-- name: beside_published
-- grain: kpi, ordinal
-- Figures of one authority's return beside the published ones of the same columns, what differs most first (as a share of the
-- published). part_year figures are not set beside full years.
select
    kpi.number,
    reconciled.kpi,
    kpi.name,
    kpi.short_name,
    kpi.unit,
    kpi.unit_short,
    kpi.decimals,
    kpi.polarity,
    kpi.flow,
    kpi.comparability,
    reconciled.ordinal,
    cycle_column.column_key,
    cycle_column.label as column_label,
    reconciled.period_label,
    reconciled.returned,
    reconciled.returned_status,
    reconciled.returned_note,
    reconciled.returned_place,
    reconciled.published,
    reconciled.published_status,
    reconciled.published_note,
    reconciled.published_place,
    reconciled.difference,
    reconciled.within_rounding,
    reconciled.part_year,
    explanation."text" as explanation,
    coalesce(explanation.revision, 0)::integer as explanation_revision,
from reconciled
inner join kpi using (kpi)
inner join cycle_column using (cycle, ordinal)
left join explanation using (cycle, area, kpi, ordinal)
where
    reconciled.cycle = $cycle
    and reconciled.area = $area
    and reconciled.returned is not null
    and reconciled.published is not null
    and not (reconciled.part_year and kpi.flow)
order by abs(reconciled.difference) / nullif(abs(reconciled.published), 0) desc nulls last, kpi.number, reconciled.ordinal;

-- name: jumps
-- grain: kpi, ordinal
-- Returned figures that lie so far from the column before that less than a small share of England's authorities (cut-off `jump_share`; of
-- at least fifty) moved as far in that direction between the same published years; none across a break or from a part of a year.
with shown as (
    select cycle_period.kpi, cycle_period.ordinal, cycle_period.source_year
    from cycle_period
    where cycle_period.cycle = $cycle and cycle_period.source_year is not null
),

moved as (
    select
        shown.kpi,
        shown.ordinal,
        round(now.value - earlier.value, 9) as change,
    from shown
    inner join shown as before on before.kpi = shown.kpi and before.ordinal = shown.ordinal - 1
    inner join figure as now on now.source = 'published' and now.kpi = shown.kpi and now.period = shown.source_year
    inner join figure as earlier
        on earlier.source = 'published'
        and earlier.kpi = before.kpi
        and earlier.period = before.source_year
        and earlier.area = now.area
    inner join area on area.area = now.area and area.kind = 'authority'
),

returned as (
    select figure.kpi, figure.period as ordinal, figure.value, figure.part_year, figure.place
    from figure
    where figure.source = 'returned' and figure.scope = $cycle and figure.area = $area and figure.value is not null
),

changed as (
    select
        returned.*,
        before.value as value_before,
        round(returned.value - before.value, 9) as change,
    from returned
    inner join returned as before on before.kpi = returned.kpi and before.ordinal = returned.ordinal - 1
    inner join kpi on kpi.kpi = returned.kpi
    inner join shown on shown.kpi = returned.kpi and shown.ordinal = returned.ordinal
    where
        not (kpi.flow and (returned.part_year or before.part_year))
        and not exists (
            select 1
            from series_break
            where series_break.kpi = returned.kpi and series_break.period = shown.source_year
        )
),

judged_changes as (
    select
        changed.kpi,
        changed.ordinal,
        count(*) as n,
        count(*) filter (
            if(changed.change > 0, moved.change >= changed.change, moved.change <= changed.change)
        ) as n_as_far,
    from changed
    inner join moved using (kpi, ordinal)
    where moved.change is not null and changed.change <> 0
    group by changed.kpi, changed.ordinal
)

select
    kpi.number,
    changed.kpi,
    kpi.name,
    kpi.unit,
    kpi.decimals,
    changed.ordinal,
    cycle_column.column_key,
    cycle_column.label as column_label,
    changed.value,
    changed.value_before,
    changed.change,
    judged_changes.n,
    judged_changes.n_as_far,
    changed.place,
from changed
inner join judged_changes using (kpi, ordinal)
inner join kpi using (kpi)
inner join cycle_column on cycle_column.cycle = $cycle and cycle_column.ordinal = changed.ordinal
where
    judged_changes.n >= 50
    and judged_changes.n_as_far < (select cutoff.value from cutoff where cutoff.cutoff = 'jump_share') * judged_changes.n
order by kpi.number, changed.ordinal;
