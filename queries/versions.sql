-- Versions of one authority: what changed between two, which file came before, what comes next.

-- name: changed_figures
-- grain: kpi, ordinal
-- Figures that differ between two versions of an authority.
with old as (
    select kpi, ordinal, value, status, note, part_year
    from sent_figure
    where cycle = $cycle and area = $area and version = $earlier
),

new as (
    select kpi, ordinal, value, status, note, part_year
    from sent_figure
    where cycle = $cycle and area = $area and version = $version
)

select
    kpi.number,
    kpi,
    kpi.name,
    kpi.decimals,
    kpi.unit_short,
    ordinal,
    cycle_column.label as column_label,
    old.value as old_value,
    old.status as old_status,
    old.note as old_note,
    new.value as new_value,
    new.status as new_status,
    new.note as new_note,
from old
full join new using (kpi, ordinal)
inner join kpi using (kpi)
inner join cycle_column on cycle_column.cycle = $cycle and cycle_column.ordinal = coalesce(old.ordinal, new.ordinal)
where
    old.value is distinct from new.value
    or old.status is distinct from new.status
    or old.part_year is distinct from new.part_year
    or old.note is distinct from new.note
order by kpi.number, ordinal;

-- name: changed_words
-- grain: item, entry, part
-- Answers, evidence lines and placements that differ between two versions; items of the grid begin with `grid: `.
with words as (
    select version, item, entry, part, "text" as said
    from answer
    where cycle = $cycle and area = $area and version in ($earlier, $version)
    union all
    select version, 'grid: ' || enabler as item, 1 as entry, 'evidence' as part, evidence as said
    from own_placement
    where cycle = $cycle and area = $area and version in ($earlier, $version)
    union all
    select version, 'grid: ' || enabler as item, 1 as entry, 'position' as part, coalesce(position::varchar, 'not placed') as said
    from own_placement
    where cycle = $cycle and area = $area and version in ($earlier, $version)
),

old as (
    select item, entry, part, said
    from words
    where version = $earlier
),

new as (
    select item, entry, part, said
    from words
    where version = $version
)

select
    item,
    entry,
    part,
    old.said as old_said,
    new.said as new_said,
from old
full join new using (item, entry, part)
where old.said is distinct from new.said
order by item, entry, part;

-- name: known_file
-- grain: cycle, area, version
-- Versions that came from a file of this hash.
select cycle, area, version, recorded_at, received_as
from sent
where sha256 = $sha256 and how = 'file'
order by cycle, area, version;

-- name: next_version
-- grain: version
-- The number the next version of an authority gets, and the content hash of the one that counts.
select
    coalesce(max(version), 0) + 1 as version,
    max(content_hash) filter (latest) as content_hash,
from sent
where cycle = $cycle and area = $area;

-- name: spellings
-- grain: area
-- Every authority of England with its name and other spellings, and whether it takes part in the cycle.
select
    area.area,
    area.name,
    area.other_names,
    cycle_member.area is not null as takes_part,
from area
left join cycle_member on cycle_member.area = area.area and cycle_member.cycle = $cycle
where area.kind = 'authority'
order by area.area;

-- name: year_labels
-- grain: kpi, ordinal
-- Which year stands in which column for the numbered KPIs, in words, with what is said of the KPI.
select
    cycle_period.kpi,
    cycle_period.ordinal,
    cycle_period.label,
    kpi.number,
    kpi.name,
    kpi.unit,
    kpi.unit_short,
    kpi.decimals,
    kpi.polarity,
    kpi.flow,
    kpi.comparability,
from cycle_period
inner join kpi using (kpi)
where cycle_period.cycle = $cycle and kpi.number is not null
order by kpi.number, cycle_period.ordinal;

-- name: file_there
-- grain: sha256
-- Whether a file was received before, by anybody, whatever the moment.
select sha256
from received_file
where sha256 = $sha256;

-- name: next_version_of
-- grain: version
-- The number the next version of an authority gets, whatever the moment.
select coalesce(max(version), 0)::integer + 1 as version
from submission
where cycle = $cycle and area = $area;

-- name: standing_version
-- grain: version
-- The version of an authority that counts, whatever the moment.
select version, content_hash
from submission
where cycle = $cycle and area = $area
order by version desc
limit 1;

-- name: last_sign_off
-- grain: revision
-- The last word of one office on an authority's return, whatever the moment.
select revision, version, content_hash, name, state
from sign_off_entry
where cycle = $cycle and area = $area and office = $office
order by revision desc
limit 1;

-- name: last_explanation
-- grain: revision
-- The last explanation of one figure, whatever the moment.
select revision, "text", actor
from explanation_entry
where cycle = $cycle and area = $area and kpi = $kpi and ordinal = $ordinal
order by revision desc
limit 1;
