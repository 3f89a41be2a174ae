-- Where an authority's own placement and what stands beside it sit oddly together, and the lines of enquiry that come of it. Placements are
-- written in between, so nothing here is held.

-- name: own_stand
-- grain: cycle, area, enabler
-- Where authorities place themselves, whether that is high or low, and on how many words of evidence.
create or replace view own_stand as
select
    grid_cell.cycle,
    grid_cell.area,
    grid_cell.enabler,
    grid_cell.number as enabler_number,
    enabler.name as enabler_name,
    grid_cell.self_position as "position",
    grid_position.name as position_name,
    grid_cell.self_evidence as evidence,
    len(regexp_extract_all(grid_cell.self_evidence, '\S+')) as evidence_words,
    grid_cell.self_position >= (select cutoff.value from cutoff where cutoff.cutoff = 'placed_high') as high,
    grid_cell.self_position <= (select cutoff.value from cutoff where cutoff.cutoff = 'placed_low') as low,
from grid_cell
inner join enabler using (enabler)
inner join grid_position on grid_position.position = grid_cell.self_position;

-- name: own_beside
-- grain: none
-- Own placements beside the figures of a standing (by its name) that sit oddly with them: high beside figures worse and worsening, low
-- beside figures in England's best quarter. Only figures as judged: none across a break, from part of a year, or of a context KPI.
create or replace macro own_beside(standing) as table
select
    if(own_stand.high, 'high-red', 'low-best') as contrast,
    own_stand.*,
    kpi.kpi,
    standing.ordinal,
    standing.value,
    standing.status,
    standing.change,
    standing.direction,
    standing.england,
    standing.against_england,
    standing.band,
    standing.period_label,
from own_stand
inner join enabler_group using (enabler)
inner join kpi using (kpi_group)
inner join query_table(standing) as standing
    on standing.cycle = own_stand.cycle and standing.area = own_stand.area and standing.kpi = kpi.kpi
where (own_stand.high and standing.signal = 'worse and worsening') or (own_stand.low and standing.band = 'A');

-- name: own_unsent
-- grain: cycle, area, enabler, kpi, ordinal
-- High own placements beside figures, of any column, that were not returned; n_figures of the enabler were asked for.
create or replace view own_unsent as
select
    'high-not-returned' as contrast,
    own_stand.*,
    kpi.kpi,
    returned_standing.ordinal,
    returned_standing.status,
    returned_standing.period_label,
    count(*) over (partition by own_stand.cycle, own_stand.area, own_stand.enabler) as n_figures,
from own_stand
inner join enabler_group using (enabler)
inner join kpi using (kpi_group)
inner join returned_standing
    on returned_standing.cycle = own_stand.cycle
    and returned_standing.area = own_stand.area
    and returned_standing.kpi = kpi.kpi
where own_stand.high
qualify returned_standing.status = 'not_returned';

-- name: own_thin
-- grain: cycle, area, enabler
-- High own placements on little evidence.
create or replace view own_thin as
select
    'high-thin' as contrast,
    own_stand.*,
from own_stand
where
    own_stand.high
    and own_stand.evidence_words < (select cutoff.value from cutoff where cutoff.cutoff = 'thin_evidence');

-- name: placement_line
-- grain: cycle, ordinal, area, line
-- Where an own placement and what stands beside it sit oddly, a line for each contrast and enabler. Figures of the column: published, and
-- returned where nothing published says the same; what was not returned and thin evidence are of every column. Strength grows with how
-- many figures (four or more count full), the share not returned, or how few the words are; low beside the best quarter weighs half.
create or replace view placement_line as
with beside as (
    select
        'published' as source,
        published.*,
    from own_beside('published_standing') as published
    union all by name
    select
        'returned' as source,
        returned.*,
    from own_beside('returned_standing') as returned
),

once as (
    select beside.*
    from beside
    qualify row_number() over (
        partition by beside.cycle, beside.ordinal, beside.area, beside.enabler, beside.kpi, beside.contrast order by beside.source
    ) = 1
),

told as (
    select
        once.cycle,
        once.ordinal,
        once.area,
        once.enabler,
        once.contrast,
        any_value(once.evidence) as evidence,
        any_value(once.position_name) as position_name,
        least(1, count(*) / 4) as share,
        if(count(*) = 1, '1 figure', count(*) || ' figures') || if(
            once.contrast = 'high-red', ' worse than England and worsening', ' in England’s best quarter'
        ) || ' beside it' as rest,
        list(
            line_part('figure', once.source, once.kpi, once.ordinal, null, null) order by kpi.headline desc, kpi."order"
        ) as parts,
    from once
    inner join kpi using (kpi)
    group by once.cycle, once.ordinal, once.area, once.enabler, once.contrast
    union all by name
    select
        own_unsent.cycle,
        cycle_column.ordinal,
        own_unsent.area,
        own_unsent.enabler,
        own_unsent.contrast,
        any_value(own_unsent.evidence) as evidence,
        any_value(own_unsent.position_name) as position_name,
        count(*) / any_value(own_unsent.n_figures) as share,
        count(*) || ' of ' || any_value(own_unsent.n_figures) || ' figures beside it were not returned' as rest,
        list(
            line_part('figure', 'returned', own_unsent.kpi, own_unsent.ordinal, null, null) order by kpi."order", own_unsent.ordinal
        ) as parts,
    from own_unsent
    inner join kpi using (kpi)
    inner join cycle_column using (cycle)
    group by own_unsent.cycle, cycle_column.ordinal, own_unsent.area, own_unsent.enabler, own_unsent.contrast
    union all by name
    select
        own_thin.cycle,
        cycle_column.ordinal,
        own_thin.area,
        own_thin.enabler,
        own_thin.contrast,
        own_thin.evidence,
        own_thin.position_name,
        1 - own_thin.evidence_words / (select cutoff.value from cutoff where cutoff.cutoff = 'thin_evidence') as share,
        case own_thin.evidence_words
            when 0 then 'no word of evidence'
            when 1 then '1 word of evidence'
            else own_thin.evidence_words || ' words of evidence'
        end as rest,
        []::struct(
            "role" varchar, source varchar, kpi varchar, ordinal integer, source_year integer, words varchar
        )[] as parts,
    from own_thin
    inner join cycle_column using (cycle)
)

select
    told.cycle,
    told.ordinal,
    told.area,
    concat_ws(' ', 'own-placement', told.contrast, told.enabler) as line,
    'own-placement' as kind,
    'self-view' as origin,
    told.enabler as theme,
    null::varchar as focus,
    null::varchar as kpi,
    null::varchar as pair,
    told.enabler,
    told.contrast,
    told.contrast <> 'low-best' as concern,
    round(line_kind.weight * if(told.contrast = 'low-best', 0.5, 1) + 40 * told.share, 3) as strength,
    told.rest as strength_rest,
    []::varchar[] as caveats,
    [line_part(
        'placement',
        'returned',
        null,
        null,
        null,
        told.position_name || if(told.evidence = '', ' (no evidence given)', ': ' || told.evidence)
    )] || told.parts as evidence,
from told
inner join line_kind on line_kind.kind = 'own-placement';
