-- The rows behind the lines of enquiry.

-- name: line_figure
-- grain: cycle, source, kpi, ordinal, area, before
-- held: rows
-- Every figure that may stand behind a line: published and returned ones of the columns, and published ones of years before them (before
-- is that year, 0 for a column's own).
create or replace view line_figure as
with shown as (
    select
        published_standing.*,
        0 as before,
    from published_standing
    where published_standing.kind = 'authority'
    union all by name
    select
        returned_standing.*,
        0 as before,
    from returned_standing
    where returned_standing.kind = 'authority'
    union all by name
    select
        year_before.*,
        'published' as source,
        year_before.period as source_year,
        year_before.period as before,
    from year_before
    where year_before.value is not null
)

select
    shown.cycle,
    shown.source,
    shown.kpi,
    shown.ordinal,
    shown.area,
    shown.before,
    shown.source_year,
    shown.period_label,
    shown.value,
    shown.status,
    shown.note,
    shown.previous_value,
    if(shown.previous_value is null, null, coalesce(earlier.label, year_words(kpi.year_type, shown.previous_period)))
        as previous_label,
    shown.change,
    shown.england,
    shown.region_value,
    shown.neighbour_mean,
    shown.neighbour_n,
    shown.rank,
    shown.out_of,
    shown.band,
    shown.numerator,
    shown.denominator,
    shown.interval_low,
    shown.interval_high,
    shown.more_than_chance,
    shown.part_year,
    shown.place as cell,
from shown
inner join kpi using (kpi)
left join cycle_period as earlier
    on shown.source = 'returned'
    and earlier.cycle = shown.cycle
    and earlier.kpi = shown.kpi
    and earlier.ordinal = shown.previous_period;

-- name: evidence_of
-- grain: none
-- The rows behind lines (a view by its name), the leading one first, with each figure as it stands now.
create or replace macro evidence_of(lines) as table
with part as (
    select
        lines.cycle,
        lines.ordinal,
        lines.area,
        lines.line,
        generate_subscripts(lines.evidence, 1)::integer as place,
        unnest(lines.evidence) as part,
    from query_table(lines) as lines
)

select
    part.cycle,
    part.ordinal,
    part.area,
    part.line,
    part.place,
    part.part.role,
    part.part.source,
    part.part.kpi,
    if(part.part.source_year is null, part.part.ordinal, null) as figure_ordinal,
    part.part.words,
    line_figure.* exclude (cycle, source, kpi, ordinal, area, before, part_year),
    coalesce(line_figure.part_year, false) as part_year,
from part
left join line_figure
    on line_figure.cycle = part.cycle
    and line_figure.area = part.area
    and line_figure.source = part.part.source
    and line_figure.kpi = part.part.kpi
    and line_figure.ordinal = part.part.ordinal
    and line_figure.before = coalesce(part.part.source_year, 0);

-- name: settled_evidence
-- grain: cycle, ordinal, area, line, place
-- held: rows
-- The rows behind lines that rest on figures and on what came with the self-view.
create or replace view settled_evidence as
select *
from evidence_of('settled_line');

-- name: beside_evidence
-- grain: cycle, ordinal, area, line, place
-- held: rows
-- The rows behind what stands beside an enabler; the first is the placement, which is not known here.
create or replace view beside_evidence as
select *
from evidence_of('enabler_beside');

-- name: line_evidence
-- grain: cycle, ordinal, area, line, place
-- held: view
-- The rows behind each line, the leading one first. role says what a row does there; figure_ordinal is the cycle's column, empty for an
-- earlier published year; words: evidence that is no figure.
create or replace view line_evidence as
select settled_evidence.*
from settled_evidence
union all by name
select
    beside_evidence.* exclude (words),
    if(beside_evidence.place = 1, placement_line.words, null) as words,
from placement_line
inner join beside_evidence
    on beside_evidence.cycle = placement_line.cycle
    and beside_evidence.ordinal = placement_line.ordinal
    and beside_evidence.area = placement_line.area
    and beside_evidence.line = placement_line.line
union all by name
select
    asked_line.cycle,
    asked_line.ordinal,
    asked_line.area,
    asked_line.line,
    1 as place,
    'words' as "role",
    'ofsted' as source,
    asked_line.ordinal as figure_ordinal,
    asked_line.words,
    false as part_year,
from asked_line;
