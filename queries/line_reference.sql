-- What the lines of enquiry rest on that is data: kinds, pairs, words, caveats and cut-offs. Nothing here knows of a figure.

-- name: line_edition
-- grain: edition
-- held: rows
-- The edition the lines' reference data are taken of: the current one, or, where that is from before the program knew lines of
-- enquiry, the first that has them.
create or replace view line_edition as
with known as (
    select
        coalesce(
            max(reference_line_kind.edition) filter (where reference_line_kind.edition <= current_edition.edition),
            min(reference_line_kind.edition)
        ) as edition,
    from reference_line_kind
    cross join current_edition
)

select known.edition,
from known
where known.edition is not null;

-- name: line_kind
-- grain: kind
-- held: rows
-- Kinds of lines of enquiry.
create or replace view line_kind as
select reference_line_kind.* exclude (edition)
from reference_line_kind
inner join line_edition using (edition);

-- name: line_pair
-- grain: pair
-- held: rows
-- Figures that are read together.
create or replace view line_pair as
select reference_line_pair.* exclude (edition)
from reference_line_pair
inner join line_edition using (edition);

-- name: line_template
-- grain: kind, subject
-- held: rows
-- Words offered for lines.
create or replace view line_template as
select reference_line_template.* exclude (edition)
from reference_line_template
inner join line_edition using (edition);

-- name: line_caveat
-- grain: caveat
-- held: rows
-- Caveats in words.
create or replace view line_caveat as
select reference_line_caveat.* exclude (edition)
from reference_line_caveat
inner join line_edition using (edition);

-- name: line_kpi_caveat
-- grain: kpi, caveat
-- held: rows
-- Caveats that hang on a KPI.
create or replace view line_kpi_caveat as
select reference_line_kpi_caveat.* exclude (edition)
from reference_line_kpi_caveat
inner join line_edition using (edition);

-- name: line_cutoffs
-- grain: none
-- held: rows
-- The cut-offs of the lines side by side, one row.
create or replace view line_cutoffs as
with cut as (
    select reference_cutoff.*
    from reference_cutoff
    inner join line_edition using (edition)
)

select
    max(cut.value) filter (where cut.cutoff = 'line_full_distance') as full_distance,
    max(cut.value) filter (where cut.cutoff = 'line_quarter_years')::integer as quarter_years,
    max(cut.value) filter (where cut.cutoff = 'line_neighbour_far') as neighbour_far,
    max(cut.value) filter (where cut.cutoff = 'line_neighbours_min')::integer as neighbours_min,
    max(cut.value) filter (where cut.cutoff = 'line_move_share') as move_share,
    max(cut.value) filter (where cut.cutoff = 'line_move_least') as move_least,
    max(cut.value) filter (where cut.cutoff = 'line_differs_far') as differs_far,
    max(cut.value) filter (where cut.cutoff = 'line_group_strong') as group_strong,
    max(cut.value) filter (where cut.cutoff = 'line_small_base') as small_base,
    max(cut.value) filter (where cut.cutoff = 'line_small_group') as small_group_share,
    max(cut.value) filter (where cut.cutoff = 'line_unsent_share') as unsent_share,
    max(cut.value) filter (where cut.cutoff = 'line_most_in_group')::integer as most_in_group,
    max(cut.value) filter (where cut.cutoff = 'focus_both_share') as focus_both_share,
    max(cut.value) filter (where cut.cutoff = 'focus_least_reasons')::integer as focus_least_reasons,
    max(cut.value) filter (where cut.cutoff = 'focus_wish') as focus_wish,
from cut
having count(*) > 0;
