-- The improvement grid and what the program says beside it, as seen at a moment: enablers, positions, prompts, and words that suggest.
-- Nothing here knows of a figure.

-- name: grid_edition
-- grain: edition
-- The edition the grid and what is said beside it are taken of: the current one, or, where that is from before the program knew the
-- grid, the first that has it. The grid is of 2016, whenever a store came to know it.
create or replace view grid_edition as
with known as (
    select
        coalesce(
            max(reference_enabler.edition) filter (reference_enabler.edition <= current_edition.edition),
            min(reference_enabler.edition)
        ) as edition,
    from reference_enabler
    cross join current_edition
)

select known.edition,
from known
where known.edition is not null;

-- name: stage_gap
-- grain: value
-- Positions between the authority's own placement and the group's, from which they are a stage apart.
create or replace view stage_gap as
select reference_cutoff.value,
from reference_cutoff
inner join grid_edition using (edition)
where reference_cutoff.cutoff = 'stage_gap';

-- name: enabler
-- grain: enabler
-- The seven enablers.
create or replace view enabler as
select reference_enabler.* exclude (edition)
from reference_enabler
inner join grid_edition using (edition);

-- name: grid_position
-- grain: position
-- The five positions.
create or replace view grid_position as
select reference_grid_position.* exclude (edition)
from reference_grid_position
inner join grid_edition using (edition);

-- name: prompt
-- grain: region, enabler, position
-- The prompt for each enabler and stage: a region's own where it has written one, else the project's. revision counts the region's.
create or replace view prompt as
with own as (
    select prompt_entry.*
    from prompt_entry
    cross join moment
    where prompt_entry.recorded_at <= moment.as_of
    qualify row_number() over (
        partition by prompt_entry.region, prompt_entry.enabler, prompt_entry.position order by prompt_entry.revision desc
    ) = 1
)

select
    area.area as region,
    reference_prompt.enabler,
    reference_prompt.position,
    coalesce(nullif(own."text", ''), reference_prompt."text") as "text",
    coalesce(own."text", '') <> '' as by_region,
    reference_prompt."text" as by_project,
    coalesce(own.revision, 0)::integer as revision,
    own.recorded_at,
    own.actor,
    own.actor_role,
from reference_prompt
inner join grid_edition using (edition)
inner join area on area.kind = 'region'
left join own on own.region = area.area and own.enabler = reference_prompt.enabler and own.position = reference_prompt.position;

-- name: enabler_group
-- grain: enabler, kpi_group
-- Groups of KPIs shown beside an enabler.
create or replace view enabler_group as
select reference_enabler_group.* exclude (edition)
from reference_enabler_group
inner join grid_edition using (edition);

-- name: contrast
-- grain: contrast
-- Ways in which a placement and what stands beside it can sit oddly.
create or replace view contrast as
select reference_contrast.* exclude (edition)
from reference_contrast
inner join grid_edition using (edition);

-- name: tag_word
-- grain: about, tagged, word
-- Words that suggest what an answer is about.
create or replace view tag_word as
select reference_tag_word.* exclude (edition)
from reference_tag_word
inner join grid_edition using (edition);
