-- The settings of a cycle: what stands, what it may be chosen from, and who changed it when.

-- name: stored
-- grain: cycle
-- A cycle as it stands: its own settings, which revision they are, who saved it and when.
select
    cycle,
    revision,
    title,
    region,
    neighbour_model,
    default_ordinal,
    note,
    recorded_at,
    actor,
    actor_role,
from cycle
where cycle = $cycle;

-- name: periods
-- grain: kpi, ordinal
-- Which source year stands in which column of a cycle, with the words for it.
select kpi, ordinal, source_year, label
from cycle_period
where cycle = $cycle
order by kpi, ordinal;

-- name: bpns
-- grain: bpn
-- The BPNs of a cycle and the authority each is named after.
select bpn, name, lead_area
from bpn
where cycle = $cycle
order by name, bpn;

-- name: forums
-- grain: bpn, round
-- The forum days of a cycle, the earliest first.
select bpn, "round", day
from forum
where cycle = $cycle
order by day nulls last, bpn, "round";

-- name: rounds
-- grain: round
-- The rounds of a cycle, the earliest first.
select "round", min(day) as first_day
from forum
where cycle = $cycle
group by "round"
order by first_day nulls last, "round";

-- name: memberships
-- grain: area
-- The last word on each authority's BPN and round, one taken back too: what the next revision follows.
select
    membership_entry.area,
    membership_entry.revision,
    membership_entry.bpn,
    membership_entry."round",
    membership_entry.state,
    membership_entry.recorded_at,
    membership_entry.actor,
    membership_entry.actor_role,
from membership_entry
cross join moment
where membership_entry.cycle = $cycle and membership_entry.recorded_at <= moment.as_of
qualify row_number() over (partition by membership_entry.area order by membership_entry.revision desc) = 1
order by membership_entry.area;

-- name: returned
-- grain: area
-- The authorities that have returned a self-view for a cycle.
select area, version
from latest_submission
where cycle = $cycle
order by area;

-- name: regions
-- grain: region
-- England's regions, with how many authorities each has on the day of the moment.
select
    region.area as region,
    region.name,
    count(authority.area) as n_authorities,
from area as region
cross join moment
left join area as authority
    on
        authority.kind = 'authority'
        and authority.region = region.area
        and coalesce(authority.first_day, date '0001-01-01') <= moment.as_of::date
        and coalesce(authority.last_day, date '9999-12-31') >= moment.as_of::date
where region.kind = 'region'
group by region.area, region.name
order by region.name;

-- name: authorities
-- grain: area
-- Every authority with its region, the days it existed, what it followed, and whether it exists on the day of the moment.
select
    area.area,
    area.name,
    area.region,
    area.first_day,
    area.last_day,
    area.follows,
    coalesce(area.first_day, date '0001-01-01') <= moment.as_of::date
    and coalesce(area.last_day, date '9999-12-31') >= moment.as_of::date as exists_now,
from area
cross join moment
where area.kind = 'authority'
order by area.name;

-- name: models
-- grain: model
-- The models of statistical neighbours there are.
select model, count(distinct area) as n_areas
from neighbour
group by model
order by model;

-- name: years
-- grain: kpi, period
-- The years of each KPI that hold a published figure, in words, and how many years back from its last (1 is the last).
with published as (
    select kpi, period
    from figure
    where source = 'published' and value is not null
    group by kpi, period
)

select
    published.kpi,
    published.period,
    if(kpi.year_type = 'calendar', 'calendar ', '') || year_words(kpi.year_type, published.period) as words,
    row_number() over (partition by published.kpi order by published.period desc) as back,
from published
inner join kpi using (kpi)
order by kpi."order", published.period;

-- name: history
-- grain: kind, recorded_at, actor
-- Everything that was set for a cycle, the latest first: its settings revision by revision, and who was placed.
with said as (
    select 'settings' as kind, cycle_setting.revision, cycle_setting.recorded_at, cycle_setting.actor, cycle_setting.actor_role
    from cycle_setting
    where cycle_setting.cycle = $cycle
    union all
    select 'placed', max(revision), recorded_at, actor, max(actor_role)
    from membership_entry
    where cycle = $cycle
    group by recorded_at, actor
),

written_once as (
    select recorded_at, actor, max(what) as what
    from written
    group by recorded_at, actor
)

select
    said.kind,
    said.revision,
    said.recorded_at,
    said.actor,
    said.actor_role,
    coalesce(written_once.what, 'set up with the store') as what,
    exists (
        select 1
        from edition
        where edition.recorded_at = said.recorded_at
    ) as shipped,
from said
cross join moment
left join written_once using (recorded_at, actor)
where said.recorded_at <= moment.as_of
order by said.recorded_at desc, said.kind, said.actor;

-- name: prompts
-- grain: enabler, position
-- The prompts of a region for each enabler and stage of the improvement grid: whose each is, since when, and by whom.
select
    prompt.enabler,
    enabler.number,
    enabler.name as enabler_name,
    prompt.position,
    grid_position.name as stage,
    prompt."text",
    prompt.by_region,
    prompt.by_project,
    prompt.revision,
    prompt.recorded_at,
    prompt.actor,
    prompt.actor_role,
from prompt
inner join enabler using (enabler)
inner join grid_position using (position)
where prompt.region = $region
order by enabler.number, prompt.position;

-- name: prompt_history
-- grain: enabler, position, revision
-- Every prompt a region has written or given back, the latest first; an empty text gives the project's prompt back.
select
    prompt_entry.enabler,
    enabler.name as enabler_name,
    prompt_entry.position,
    grid_position.name as stage,
    prompt_entry.revision,
    prompt_entry."text",
    prompt_entry.recorded_at,
    prompt_entry.actor,
    prompt_entry.actor_role,
from prompt_entry
cross join moment
inner join enabler using (enabler)
inner join grid_position using (position)
where prompt_entry.region = $region and prompt_entry.recorded_at <= moment.as_of
order by prompt_entry.recorded_at desc, enabler.number, prompt_entry.position, prompt_entry.revision desc;
