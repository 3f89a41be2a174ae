-- The rows behind the lines of enquiry.

-- name: line_evidence
-- grain: cycle, ordinal, area, line, place
-- The rows behind each line, the leading one first, with the figure as it stands now. words: evidence that is no figure.
create or replace view line_evidence as
with part as (
    select
        every_line.cycle,
        every_line.ordinal,
        every_line.area,
        every_line.line,
        generate_subscripts(every_line.evidence, 1)::integer as place,
        unnest(every_line.evidence) as part,
    from every_line
),

shown as (
    select
        published_standing.*,
        null::integer as before,
    from published_standing
    union all by name
    select
        returned_standing.*,
        null::integer as before,
    from returned_standing
    union all by name
    select
        year_before.*,
        'published' as source,
        year_before.period as source_year,
        year_before.period as before,
    from year_before
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
    coalesce(shown.part_year, false) as part_year,
    shown.place as cell,
    part.part.words,
from part
left join kpi on kpi.kpi = part.part.kpi
left join shown
    on shown.cycle = part.cycle
    and shown.area = part.area
    and shown.source = part.part.source
    and shown.kpi = part.part.kpi
    and shown.ordinal = part.part.ordinal
    and shown.before is not distinct from part.part.source_year
left join cycle_period as earlier
    on part.part.source = 'returned'
    and earlier.cycle = part.cycle
    and earlier.kpi = part.part.kpi
    and earlier.ordinal = shown.previous_period;
