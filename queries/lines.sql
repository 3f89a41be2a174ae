-- Lines of enquiry: what is worth asking an authority about. Those from figures are held (figure_lines.sql); what stands on words written
-- in between (explanations, Section 4, own placements, Ofsted's lines) is joined to them here.

-- name: sourced_line
-- grain: cycle, ordinal, area, line
-- held: view
-- Lines from figures of either source. A returned figure that only says again what a published one says (the same kind and KPI or pair,
-- to the same side, or is within rounding of it) is no line of its own; where there is one, the figure of the other source stands beside
-- the leading one as evidence. A difference that the authority has explained keeps its line, weaker, with the explanation.
create or replace view sourced_line as
with both_sources as (
    select published_line.*
    from published_line
    union all by name
    select returned_line.*
    from returned_line
),

figured as (
    select both_sources.*
    from both_sources
    qualify row_number() over (
        partition by
            both_sources.cycle,
            both_sources.ordinal,
            both_sources.area,
            both_sources.kind,
            both_sources.kpi,
            both_sources.pair,
            both_sources.concern
        order by both_sources.origin
    ) = 1
)

select
    figured.* exclude (evidence),
    figured.evidence || if(
        reconciled.kpi is null,
        [],
        [line_part(
            if(figured.origin = 'published', 'returned', 'published'),
            if(figured.origin = 'published', 'returned', 'published'),
            figured.kpi,
            figured.ordinal,
            null,
            null
        )]
    ) as evidence,
from figured
left join reconciled
    on reconciled.cycle = figured.cycle
    and reconciled.kpi = figured.kpi
    and reconciled.ordinal = figured.ordinal
    and reconciled.area = figured.area
    and reconciled.returned is not null
    and reconciled.published is not null
    and not reconciled.part_year
where not coalesce(figured.origin = 'returned' and reconciled.within_rounding, false)
union all by name
select
    differing_line.* exclude (evidence, strength, strength_rest),
    round(differing_line.strength * if(explanation.area is null, 1, 0.6), 3) as strength,
    differing_line.strength_rest || if(explanation.area is null, '', '; the authority explains it') as strength_rest,
    differing_line.evidence || if(
        explanation.area is null,
        [],
        [line_part('words', 'returned', differing_line.kpi, differing_line.ordinal, null, explanation."text")]
    ) as evidence,
from differing_line
left join explanation using (cycle, area, kpi, ordinal)
union all by name
select missing_line.*
from missing_line;

-- name: settled_line
-- grain: cycle, ordinal, area, line
-- held: rows
-- Lines that rest on figures and on what came with the self-view, with their evidence as a list. Those of Section 4 beside the figures:
-- focus is wanted on a group of KPIs and no figure there gives a line for a closer look or stands in England's worst quarter; or one
-- does (from the cut-off `line_group_strong`) and Section 4, where somebody has tagged it, asks for no focus on that group (the one of
-- them with the strongest line). Only groups with published figures in the column are spoken of.
create or replace view settled_line as
with sourced as materialized (
    select sourced_line.*
    from sourced_line
),

concerns as (
    select
        sourced.*,
        sourced.evidence[1] as leading_part,
        row_number() over (
            partition by sourced.cycle, sourced.ordinal, sourced.area, sourced.kpi order by sourced.strength desc, sourced.line
        ) = 1 as first_of_kpi,
    from sourced
    where sourced.concern and sourced.kind not in ('differs-from-published', 'not-returned')
),

told as (
    select
        concerns.cycle,
        concerns.ordinal,
        concerns.area,
        concerns.theme as kpi_group,
        count(*) as n_lines,
        max(concerns.strength) as strongest,
        list(concerns.leading_part order by -concerns.strength, concerns.line)
            filter (where concerns.first_of_kpi) as leading_parts,
    from concerns
    group by concerns.cycle, concerns.ordinal, concerns.area, concerns.theme
),

there as (
    select
        published_standing.cycle,
        published_standing.ordinal,
        published_standing.area,
        kpi.kpi_group,
        kpi.focus,
        list(
            line_part('figure', 'published', published_standing.kpi, published_standing.ordinal, null, null)
            order by kpi.headline desc, kpi."order"
        )[:3] as figures,
        count(*) filter (where published_standing.band = 'D') as n_worst,
    from published_standing
    inner join kpi using (kpi)
    where published_standing.kind = 'authority' and published_standing.value is not null
    group by published_standing.cycle, published_standing.ordinal, published_standing.area, kpi.kpi_group, kpi.focus
),

heard as materialized (
    select
        voice.cycle,
        voice.area,
        voice.tagged as kpi_group,
        voice.words,
        voice.item = 'focus-wanted' and voice.about = 'kpi_group' as wanted,
    from voice
),

tagged as (
    select distinct
        heard.cycle,
        heard.area,
    from heard
),

beside as (
    select
        there.*,
        coalesce(told.n_lines, 0) as n_lines,
        told.strongest,
        told.leading_parts,
        heard.words,
    from there
    semi join tagged using (cycle, area)
    left join told using (cycle, ordinal, area, kpi_group)
    left join heard
        on heard.cycle = there.cycle and heard.area = there.area and heard.kpi_group = there.kpi_group and heard.wanted
),

voiced as (
    select
        beside.cycle,
        beside.ordinal,
        beside.area,
        line_kind.kind || ' ' || beside.kpi_group as line,
        line_kind.kind,
        'self-view' as origin,
        beside.kpi_group as theme,
        beside.focus,
        null::varchar as kpi,
        null::varchar as pair,
        true as concern,
        if(
            line_kind.kind = 'focus-not-shown',
            line_kind.weight,
            round(line_kind.weight + 0.4 * greatest(0, beside.strongest - line_cutoffs.group_strong), 3)
        ) as strength,
        case
            when line_kind.kind = 'focus-not-shown' then 'no figure of the column in this group speaks for a closer look'
            when beside.n_lines = 1 then '1 line of enquiry in this group, and Section 4 asks for no focus on it'
            else beside.n_lines || ' lines of enquiry in this group, and Section 4 asks for no focus on it'
        end as strength_rest,
        []::varchar[] as caveats,
        if(
            line_kind.kind = 'focus-not-shown',
            [line_part('words', 'returned', null, beside.ordinal, null, beside.words)] || beside.figures,
            beside.leading_parts[:3]
        ) as evidence,
    from beside
    cross join line_cutoffs
    inner join line_kind
        on (line_kind.kind = 'focus-not-shown' and beside.words is not null and beside.n_lines + beside.n_worst = 0)
        or (line_kind.kind = 'shown-not-asked' and beside.words is null and beside.strongest >= line_cutoffs.group_strong)
    qualify
        line_kind.kind = 'focus-not-shown'
        or row_number() over (
            partition by beside.cycle, beside.ordinal, beside.area, line_kind.kind order by beside.strongest desc, beside.kpi_group
        ) = 1
)

select
    sourced.*,
    len(sourced.evidence) as n_evidence,
from sourced
union all by name
select
    voiced.*,
    len(voiced.evidence) as n_evidence,
from voiced;

-- name: line_theme
-- grain: theme
-- held: rows
-- What a line can be about, as held: a group of KPIs or an enabler.
create or replace view line_theme as
select question_theme.*
from question_theme;

-- name: asked_line
-- grain: cycle, ordinal, area, line
-- held: view
-- Ofsted's key lines of enquiry, each for every column of the cycle; the theme is the first of those it is about.
create or replace view asked_line as
with themed as (
    select
        ofsted_line_theme_entry.ofsted_line,
        ofsted_line_theme_entry.revision,
        arg_min(line_theme.theme, line_theme.theme_order) as theme,
        arg_min(line_theme.focus, line_theme.theme_order) as focus,
    from ofsted_line_theme_entry
    inner join line_theme using (theme)
    group by ofsted_line_theme_entry.ofsted_line, ofsted_line_theme_entry.revision
)

select
    ofsted_line.cycle,
    cycle_column.ordinal,
    ofsted_line_area_entry.area,
    'ofsted ' || ofsted_line.ofsted_line as line,
    'ofsted' as kind,
    'ofsted' as origin,
    themed.theme,
    themed.focus,
    null::varchar as kpi,
    null::varchar as pair,
    ofsted_line.ofsted_line,
    true as concern,
    line_kind.weight as strength,
    'Ofsted asks it' as strength_rest,
    []::varchar[] as caveats,
    1 as n_evidence,
    ofsted_line."text" as words,
from ofsted_line
inner join ofsted_line_area_entry using (ofsted_line, revision)
inner join cycle_column on cycle_column.cycle = ofsted_line.cycle
inner join line_kind on line_kind.kind = 'ofsted'
left join themed using (ofsted_line, revision);

-- name: line
-- grain: cycle, ordinal, area, line
-- held: view
-- Lines of enquiry for each authority of a cycle about one of its columns, the strongest first. concern: it speaks for a closer look.
create or replace view line as
with every_line as (
    select settled_line.* exclude (evidence)
    from settled_line
    union all by name
    select placement_line.* exclude (words)
    from placement_line
    union all by name
    select asked_line.* exclude (words)
    from asked_line
)

select
    every_line.cycle,
    every_line.ordinal,
    every_line.area,
    every_line.line,
    every_line.kind,
    every_line.origin,
    every_line.theme,
    every_line.focus,
    every_line.kpi,
    every_line.pair,
    every_line.enabler,
    every_line.contrast,
    every_line.ofsted_line,
    every_line.concern,
    every_line.strength,
    every_line.strength_rest,
    every_line.caveats,
    every_line.n_evidence::integer as n_evidence,
    row_number() over (
        partition by every_line.cycle, every_line.ordinal, every_line.area
        order by every_line.strength desc, every_line.kind, every_line.line
    )::integer as line_order,
from every_line;
