-- Where an authority's own placement and what stands beside it sit oddly together, and the lines of enquiry that come of it. Placements
-- are written in between, so nothing here is held.

-- name: enabler_position
-- grain: enabler, position
-- held: rows
-- Every place on the grid, by name.
create or replace view enabler_position as
select
    enabler.enabler,
    enabler.number as enabler_number,
    enabler.name as enabler_name,
    grid_position."position",
    grid_position.name as position_name,
from enabler
cross join grid_position;

-- name: own_stand
-- grain: cycle, area, enabler
-- held: view
-- Where authorities place themselves, whether that is high or low, and on how many words of evidence.
create or replace view own_stand as
select
    placement.cycle,
    placement.area,
    placement.enabler,
    enabler_position.enabler_number,
    enabler_position.enabler_name,
    placement."position",
    enabler_position.position_name,
    placement.evidence,
    len(regexp_extract_all(placement.evidence, '\S+')) as evidence_words,
    placement."position" >= (select cutoff.value from cutoff where cutoff.cutoff = 'placed_high') as high,
    placement."position" <= (select cutoff.value from cutoff where cutoff.cutoff = 'placed_low') as low,
from placement
inner join cycle_member using (cycle, area)
inner join enabler_position using (enabler, "position")
where placement.kind = 'self';

-- name: enabler_figure
-- grain: cycle, area, enabler, what, source, kpi, ordinal
-- held: rows
-- Figures beside an enabler that sit oddly with a high or low own placement. red: worse than England and worsening; best: in England's
-- best quarter; unsent: a numbered KPI that was not returned, of n_figures asked beside the enabler. Only figures as judged: none across
-- a break, from part of a year, or of a context KPI.
create or replace view enabler_figure as
with judged_figure as (
    select
        published_standing.cycle,
        published_standing.area,
        published_standing.source,
        published_standing.kpi,
        published_standing.ordinal,
        published_standing.signal,
        published_standing.band,
    from published_standing
    union all
    select
        returned_standing.cycle,
        returned_standing.area,
        returned_standing.source,
        returned_standing.kpi,
        returned_standing.ordinal,
        returned_standing.signal,
        returned_standing.band,
    from returned_standing
),

told as (
    select
        judged_figure.* exclude (signal, band),
        unnest([
            if(judged_figure.signal = 'worse and worsening', 'red', null), if(judged_figure.band = 'A', 'best', null)
        ]) as what,
        null::integer as n_figures,
    from judged_figure
    where judged_figure.signal = 'worse and worsening' or judged_figure.band = 'A'
)

select
    told.*,
    enabler_group.enabler,
from told
inner join kpi using (kpi)
inner join enabler_group using (kpi_group)
where told.what is not null
union all by name
select
    reconciled.cycle,
    reconciled.area,
    'returned' as source,
    reconciled.kpi,
    reconciled.ordinal,
    'unsent' as what,
    (count(*) over (partition by reconciled.cycle, reconciled.area, enabler_group.enabler))::integer as n_figures,
    enabler_group.enabler,
from reconciled
inner join kpi using (kpi)
inner join enabler_group using (kpi_group)
qualify reconciled.returned_status = 'not_returned';

-- name: own_contrast
-- grain: cycle, area, contrast, enabler, source, kpi, ordinal
-- held: view
-- Where an own placement and what stands beside it sit oddly: high beside figures worse and worsening, or not returned (of any column),
-- or on little evidence (no source, KPI or column); low beside figures in England's best quarter.
create or replace view own_contrast as
with own as materialized (
    select *
    from own_stand
)

select
    case enabler_figure.what when 'red' then 'high-red' when 'best' then 'low-best' else 'high-not-returned' end as contrast,
    own.*,
    enabler_figure.source,
    enabler_figure.kpi,
    enabler_figure.ordinal,
    enabler_figure.n_figures,
from own
inner join enabler_figure using (cycle, area, enabler)
where (own.high and enabler_figure.what in ('red', 'unsent')) or (own.low and enabler_figure.what = 'best')
union all by name
select
    'high-thin' as contrast,
    own.*,
from own
where own.high and own.evidence_words < (select cutoff.value from cutoff where cutoff.cutoff = 'thin_evidence');

-- name: placement_line
-- grain: cycle, ordinal, area, line
-- held: view
-- Where an own placement and what stands beside it sit oddly: a line for each contrast, about the enabler where it is plainest. Figures
-- of the column: published, and returned where nothing published says the same; what was not returned and thin evidence are of every
-- column. Strength grows with how many figures (four or more count full), the share not returned, or how few the words are; low beside
-- the best quarter weighs half.
create or replace view placement_line as
with beside as (
    select
        own_contrast.*,
        own_contrast.contrast in ('high-red', 'low-best') as of_column,
    from own_contrast
    qualify row_number() over (
        partition by
            own_contrast.cycle,
            own_contrast.area,
            own_contrast.contrast,
            own_contrast.enabler,
            own_contrast.kpi,
            own_contrast.ordinal
        order by own_contrast.source
    ) = 1
),

counted as (
    select
        beside.cycle,
        beside.area,
        beside.contrast,
        beside.enabler,
        if(beside.of_column, beside.ordinal, null) as of_ordinal,
        any_value(beside.evidence) as evidence,
        any_value(beside.evidence_words) as evidence_words,
        any_value(beside.position_name) as position_name,
        any_value(beside.n_figures) as n_figures,
        count(beside.kpi) as n,
        list(
            line_part('figure', beside.source, beside.kpi, beside.ordinal, null, null)
            order by kpi.headline desc, kpi."order", beside.ordinal
        ) filter (where beside.kpi is not null) as parts,
    from beside
    left join kpi using (kpi)
    group by beside.cycle, beside.area, beside.contrast, beside.enabler, of_ordinal
),

told as (
    select
        counted.*,
        case counted.contrast
            when 'high-not-returned' then counted.n / counted.n_figures
            when 'high-thin' then 1 - counted.evidence_words / cutoff.value
            else least(1, counted.n / 4)
        end as share,
        case counted.contrast
            when 'high-not-returned' then counted.n || ' of ' || counted.n_figures || ' figures beside it were not returned'
            when 'high-thin'
                then
                    counted.evidence_words || if(counted.evidence_words = 1, ' word', ' words') || ' of evidence'
            else counted.n || if(counted.n = 1, ' figure', ' figures') || if(
                counted.contrast = 'high-red', ' worse than England and worsening', ' in England’s best quarter'
            ) || ' beside it'
        end as rest,
    from counted
    inner join cutoff on cutoff.cutoff = 'thin_evidence'
),

led as (
    select
        told.*,
        count(*) over (partition by told.cycle, told.area, told.contrast, told.of_ordinal) - 1 as others,
    from told
    cross join line_cutoffs
    where told.contrast <> 'high-not-returned' or told.share >= line_cutoffs.unsent_share
    qualify row_number() over (
        partition by told.cycle, told.area, told.contrast, told.of_ordinal order by told.share desc, told.enabler
    ) = 1
)

select
    led.cycle,
    cycle_column.ordinal,
    led.area,
    concat_ws(' ', 'own-placement', led.contrast, led.enabler) as line,
    'own-placement' as kind,
    'self-view' as origin,
    led.enabler as theme,
    null::varchar as focus,
    null::varchar as kpi,
    null::varchar as pair,
    led.enabler,
    led.contrast,
    led.contrast <> 'low-best' as concern,
    round(line_kind.weight * if(led.contrast = 'low-best', 0.5, 1) + 40 * led.share, 3) as strength,
    led.rest || case
        when led.others = 0 then ''
        when led.others = 1 then '; 1 other enabler alike'
        else '; ' || led.others || ' other enablers alike'
    end as strength_rest,
    []::varchar[] as caveats,
    [line_part(
        'placement',
        'returned',
        null,
        null,
        null,
        led.position_name || if(led.evidence = '', ' (no evidence given)', ': ' || led.evidence)
    )] || coalesce(led.parts, []) as evidence,
from led
inner join line_kind on line_kind.kind = 'own-placement'
inner join cycle_column on cycle_column.cycle = led.cycle and cycle_column.ordinal = coalesce(led.of_ordinal, cycle_column.ordinal);
