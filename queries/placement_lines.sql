-- Where an authority's own placement and what stands beside it sit oddly together, and the lines of enquiry that come of it. Placements
-- are written in between: only what stands beside them is held.

-- name: enabler_position
-- grain: enabler, position
-- held: rows
-- Every place on the grid, by name: whether it counts as high or low, and below how many words evidence for it is thin.
create or replace view enabler_position as
with cut as (
    select
        max(cutoff.value) filter (where cutoff.cutoff = 'placed_high') as placed_high,
        max(cutoff.value) filter (where cutoff.cutoff = 'placed_low') as placed_low,
        max(cutoff.value) filter (where cutoff.cutoff = 'thin_evidence') as thin_evidence,
    from cutoff
)

select
    enabler.enabler,
    enabler.number as enabler_number,
    enabler.name as enabler_name,
    grid_position."position",
    grid_position.name as position_name,
    grid_position."position" >= cut.placed_high as high,
    grid_position."position" <= cut.placed_low as low,
    cut.thin_evidence,
from enabler
cross join grid_position
cross join cut;

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
    enabler_position.thin_evidence,
    len(regexp_extract_all(placement.evidence, '\S+')) as evidence_words,
    enabler_position.high,
    enabler_position.low,
from placement
inner join cycle_member using (cycle, area)
inner join enabler_position using (enabler, "position")
where placement.kind = 'self';

-- name: enabler_figure
-- grain: cycle, area, enabler, contrast, source, kpi, ordinal
-- held: rows
-- Figures beside an enabler that sit oddly with a high or low own placement. high-red: worse than England and worsening; low-best: in
-- England's best quarter; high-not-returned: a numbered KPI that was not returned, of n_figures asked beside the enabler. Only figures as
-- judged: none across a break, from part of a year, or of a context KPI.
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
            if(judged_figure.signal = 'worse and worsening', 'high-red', null),
            if(judged_figure.band = 'A', 'low-best', null),
        ]) as contrast,
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
where told.contrast is not null
union all by name
select
    reconciled.cycle,
    reconciled.area,
    'returned' as source,
    reconciled.kpi,
    reconciled.ordinal,
    'high-not-returned' as contrast,
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
    select own_stand.*
    from own_stand
)

select
    enabler_figure.contrast,
    own.*,
    enabler_figure.source,
    enabler_figure.kpi,
    enabler_figure.ordinal,
    enabler_figure.n_figures,
from own
inner join enabler_figure using (cycle, area, enabler)
where if(enabler_figure.contrast = 'low-best', own.low, own.high)
union all by name
select
    'high-thin' as contrast,
    own.*,
from own
where own.high and own.evidence_words < own.thin_evidence;

-- name: enabler_beside
-- grain: cycle, ordinal, area, line
-- held: rows
-- What stands beside each enabler of each authority and would be a line of enquiry, were the authority to place itself high (or, for the
-- best quarter, low) there: everything of such a line but the placement. Figures of the column: published, and returned where nothing
-- published says the same; what was not returned counts in every column, and evidence may turn out thin in any (share is then empty).
-- share: of four figures, or of those asked that were not returned.
create or replace view enabler_beside as
with figure as (
    select enabler_figure.*
    from enabler_figure
    qualify row_number() over (
        partition by
            enabler_figure.cycle,
            enabler_figure.area,
            enabler_figure.contrast,
            enabler_figure.enabler,
            enabler_figure.kpi,
            enabler_figure.ordinal
        order by enabler_figure.source
    ) = 1
),

counted as (
    select
        figure.cycle,
        figure.area,
        figure.contrast,
        figure.enabler,
        if(figure.contrast = 'high-not-returned', null, figure.ordinal) as of_ordinal,
        any_value(figure.n_figures) as n_figures,
        count(*) as n,
        list(
            line_part('figure', figure.source, figure.kpi, figure.ordinal, null, null)
            order by kpi.headline desc, kpi."order", figure.ordinal
        ) as parts,
    from figure
    inner join kpi using (kpi)
    group by figure.cycle, figure.area, figure.contrast, figure.enabler, of_ordinal
),

told as (
    select
        counted.*,
        if(counted.contrast = 'high-not-returned', counted.n / counted.n_figures, least(1, counted.n / 4)) as share,
        case counted.contrast
            when 'high-not-returned' then counted.n || ' of ' || counted.n_figures || ' figures beside it were not returned'
            else counted.n || if(counted.n = 1, ' figure', ' figures') || if(
                counted.contrast = 'high-red', ' worse than England and worsening', ' in England’s best quarter'
            ) || ' beside it'
        end as rest,
    from counted
    cross join line_cutoffs
    where counted.contrast <> 'high-not-returned' or counted.n / counted.n_figures >= line_cutoffs.unsent_share
    union all by name
    select
        cycle_member.cycle,
        cycle_member.area,
        'high-thin' as contrast,
        enabler.enabler,
        []::struct("role" varchar, source varchar, kpi varchar, ordinal integer, source_year integer, words varchar)[] as parts,
    from cycle_member
    cross join enabler
)

select
    told.cycle,
    cycle_column.ordinal,
    told.area,
    concat_ws(' ', line_kind.kind, told.contrast, told.enabler) as line,
    line_kind.kind,
    told.enabler,
    told.contrast,
    told.contrast <> 'low-best' as concern,
    line_kind.weight * if(told.contrast = 'low-best', 0.5, 1) as weight,
    told.share,
    told.rest,
    1 + len(told.parts) as n_evidence,
    [line_part('placement', 'returned', null, null, null, null)] || told.parts as evidence,
from told
inner join line_kind on line_kind.kind = 'own-placement'
inner join cycle_column
    on cycle_column.cycle = told.cycle and cycle_column.ordinal = coalesce(told.of_ordinal, cycle_column.ordinal);

-- name: placement_line
-- grain: cycle, ordinal, area, line
-- held: view
-- Where an own placement and what stands beside it sit oddly: a line for each contrast, about the enabler where it is plainest. Strength
-- grows with how many figures (four or more count full), the share not returned, or how few the words are; low beside the best quarter
-- weighs half. words: the placement, with its evidence.
create or replace view placement_line as
with placed as (
    select
        enabler_beside.* exclude (evidence),
        own_stand.position_name || if(own_stand.evidence = '', ' (no evidence given)', ': ' || own_stand.evidence) as words,
        coalesce(enabler_beside.share, 1 - own_stand.evidence_words / own_stand.thin_evidence) as how_plain,
        coalesce(
            enabler_beside.rest, own_stand.evidence_words || if(own_stand.evidence_words = 1, ' word', ' words') || ' of evidence'
        ) as told,
    from own_stand
    inner join enabler_beside using (cycle, area, enabler)
    where
        if(enabler_beside.contrast = 'low-best', own_stand.low, own_stand.high)
        and (enabler_beside.share is not null or own_stand.evidence_words < own_stand.thin_evidence)
),

led as (
    select
        placed.*,
        count(*) over (partition by placed.cycle, placed.ordinal, placed.area, placed.contrast) - 1 as others,
    from placed
    qualify row_number() over (
        partition by placed.cycle, placed.ordinal, placed.area, placed.contrast order by placed.how_plain desc, placed.enabler
    ) = 1
)

select
    led.cycle,
    led.ordinal,
    led.area,
    led.line,
    led.kind,
    'self-view' as origin,
    led.enabler as theme,
    null::varchar as focus,
    null::varchar as kpi,
    null::varchar as pair,
    led.enabler,
    led.contrast,
    led.concern,
    round(led.weight + 40 * led.how_plain, 3) as strength,
    led.told || case
        when led.others = 0 then ''
        when led.others = 1 then '; 1 other enabler alike'
        else '; ' || led.others || ' other enablers alike'
    end as strength_rest,
    []::varchar[] as caveats,
    led.n_evidence,
    led.words,
from led;
