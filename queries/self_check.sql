-- A self-view beside what is known already, before it is stored or after: published figures of the same columns, how far figures of one
-- year lie from those of the year before in England; and an authority's own placement with what stands beside it.

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

-- name: placed
-- grain: enabler
-- One authority's own placement per enabler, with what the group said of it, and how many authorities of the cycle place themselves
-- at each position (itself among them; the others stay unnamed). n_members: of the cycle; n_placed: those placed on this enabler.
with counted as (
    select
        grid_cell.enabler,
        count(*)::integer as n_members,
        count(grid_cell.self_position)::integer as n_placed,
        count(*) filter (grid_cell.self_state = 'not_placed')::integer as n_not_placed,
        count(*) filter (grid_cell.self_position = 1)::integer as n_at_1,
        count(*) filter (grid_cell.self_position = 2)::integer as n_at_2,
        count(*) filter (grid_cell.self_position = 3)::integer as n_at_3,
        count(*) filter (grid_cell.self_position = 4)::integer as n_at_4,
        count(*) filter (grid_cell.self_position = 5)::integer as n_at_5,
    from grid_cell
    where grid_cell.cycle = $cycle
    group by grid_cell.enabler
)

select
    enabler.enabler,
    enabler.number,
    enabler.name,
    enabler.short_name,
    grid_cell.self_state,
    grid_cell.self_position,
    own.name as self_name,
    grid_cell.self_evidence,
    grid_cell.preliminary_state,
    grid_cell.preliminary_position,
    preliminary.name as preliminary_name,
    grid_cell.agreed_state,
    grid_cell.agreed_position,
    agreed.name as agreed_name,
    grid_cell.gap,
    coalesce(
        abs(grid_cell.gap) >= (select cutoff.value from cutoff where cutoff.cutoff = 'stage_gap'),
        false
    ) as apart,
    counted.* exclude (enabler),
from grid_cell
inner join enabler using (enabler)
inner join counted using (enabler)
left join grid_position as own on own.position = grid_cell.self_position
left join grid_position as preliminary on preliminary.position = grid_cell.preliminary_position
left join grid_position as agreed on agreed.position = grid_cell.agreed_position
where grid_cell.cycle = $cycle and grid_cell.area = $area
order by enabler.number;

-- name: placement_signed
-- grain: office
-- Who signed one authority's own placement as it stands.
select
    placement_sign_off.office,
    placement_sign_off.name,
    placement_sign_off.recorded_at,
from placement_sign_off
where placement_sign_off.cycle = $cycle and placement_sign_off.area = $area
order by placement_sign_off.office;

-- name: contrasts
-- grain: contrast, enabler, kpi, ordinal
-- Where one authority's own placement and what stands beside it sit oddly together, a row for each figure behind it: high beside
-- figures worse and worsening, or in figures not returned (of any column), or on little evidence (kpi and ordinal are empty); low beside
-- figures in England's best quarter. Only figures as judged: none across a break, from part of a year, or of a context KPI.
with found as (
    select own_contrast.*
    from own_contrast
    where
        own_contrast.cycle = $cycle
        and own_contrast.area = $area
        and (
            own_contrast.contrast in ('high-not-returned', 'high-thin')
            or (own_contrast.source = coalesce($source, 'published') and own_contrast.ordinal = $ordinal)
        )
),

judged_beside as (
    select standing.*
    from query_table(coalesce($source, 'published') || '_standing') as standing
    where standing.cycle = $cycle and standing.area = $area and standing.ordinal = $ordinal
)

select
    contrast."order" as contrast_order,
    contrast.title,
    contrast.question,
    found.contrast,
    found.enabler,
    found.enabler_number,
    found.enabler_name,
    found."position",
    found.position_name,
    found.evidence,
    found.evidence_words,
    found.kpi,
    found.ordinal,
    found.n_figures,
    judged_beside.value,
    if(found.contrast = 'high-not-returned', 'not_returned', judged_beside.status) as status,
    judged_beside.change,
    judged_beside.direction,
    judged_beside.england,
    judged_beside.against_england,
    judged_beside.band,
    cycle_period.label as period_label,
    cycle_column.label as column_label,
    kpi.number,
    kpi.headline,
    kpi.name,
    kpi.short_name,
    kpi.unit,
    kpi.unit_short,
    kpi.decimals,
    kpi.polarity,
from found
inner join contrast using (contrast)
left join judged_beside
    on found.contrast in ('high-red', 'low-best') and judged_beside.kpi = found.kpi and judged_beside.ordinal = found.ordinal
left join kpi on kpi.kpi = found.kpi
left join cycle_column on cycle_column.cycle = $cycle and cycle_column.ordinal = found.ordinal
left join cycle_period
    on cycle_period.cycle = $cycle and cycle_period.kpi = found.kpi and cycle_period.ordinal = found.ordinal
order by contrast."order", found.enabler_number, kpi.headline desc, kpi."order", found.ordinal;
