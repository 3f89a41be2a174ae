-- Rows that should not exist. Each query names what is wrong and where; tests and the record of data quality run them all.

-- name: value_without_status
-- grain: scope, source, kpi, period, area
-- A figure whose status and number disagree: a number that is missing, or a missing one that has a number.
select
    position.scope,
    position.source,
    position.kpi,
    position.period,
    position.area,
    position.value,
    position.status,
from position
where (position.value is null) = (position.status in ('value', 'zero')) or (position.status = 'zero' and position.value <> 0);

-- name: doubled_position
-- grain: scope, source, kpi, period, area
-- A figure that stands twice after all joins.
select
    position.scope,
    position.source,
    position.kpi,
    position.period,
    position.area,
    count(*) as times,
from position
group by position.scope, position.source, position.kpi, position.period, position.area
having count(*) > 1;

-- name: doubled_published_cell
-- grain: cycle, kpi, ordinal, area
-- A cell of a cycle in published figures that stands twice.
select
    standing.cycle,
    standing.kpi,
    standing.ordinal,
    standing.area,
    count(*) as times,
from published_standing as standing
group by standing.cycle, standing.kpi, standing.ordinal, standing.area
having count(*) > 1;

-- name: doubled_returned_cell
-- grain: cycle, kpi, ordinal, area
-- A cell of a cycle in returned figures that stands twice.
select
    standing.cycle,
    standing.kpi,
    standing.ordinal,
    standing.area,
    count(*) as times,
from returned_standing as standing
group by standing.cycle, standing.kpi, standing.ordinal, standing.area
having count(*) > 1;

-- name: rank_beyond_last
-- grain: scope, source, kpi, period, area
-- A rank that is larger than the number ranked, or lacks it.
select
    position.scope,
    position.source,
    position.kpi,
    position.period,
    position.area,
    position.rank,
    position.out_of,
from position
where
    not coalesce(position.rank <= position.out_of, position.rank is null and position.out_of is null)
    or not coalesce(
        position.regional_rank <= position.regional_out_of, position.regional_rank is null and position.regional_out_of is null
    );

-- name: judged_context
-- grain: scope, source, kpi, period, area
-- A context KPI that is ranked, banded or called good or bad.
select
    position.scope,
    position.source,
    position.kpi,
    position.period,
    position.area,
from position
where
    position.polarity = 'context'
    and (
        coalesce(position.goodness, position.rank, position.regional_rank) is not null
        or coalesce(position.band, position.regional_band, position.signal) is not null
        or position.direction in ('improving', 'worsening')
        or position.against_england in ('better', 'worse')
        or position.against_region in ('better', 'worse')
    );

-- name: band_without_coverage
-- grain: scope, source, kpi, period, area
-- A band or rank on cut-points that too few authorities stand behind.
select
    position.scope,
    position.source,
    position.kpi,
    position.period,
    position.area,
    position.band,
from position
left join published_cut_point
    on published_cut_point.kpi = position.kpi and published_cut_point.period = position.source_year
where coalesce(position.band, position.rank::varchar) is not null and not coalesce(published_cut_point.enough, false);

-- name: change_across_break
-- grain: kpi, period, area
-- A published change, direction or red-red in the first year of a new series.
select
    published_position.kpi,
    published_position.period,
    published_position.area,
    published_position.change,
from published_position
inner join series_break using (kpi, period)
where coalesce(published_position.change::varchar, published_position.direction, published_position.signal) is not null;

-- name: change_of_part_year
-- grain: scope, source, kpi, period, area
-- A part-year count or flow that was ranked, banded or compared.
select
    position.scope,
    position.source,
    position.kpi,
    position.period,
    position.area,
from position
where
    not position.comparable
    and coalesce(position.regional_rank::varchar, position.band, position.regional_band, position.direction, position.against_england)
    is not null;

-- name: figure_without_place
-- grain: scope, source, kpi, period, area
-- A figure that does not say where it came from.
select
    figure.scope,
    figure.source,
    figure.kpi,
    figure.period,
    figure.area,
from figure
where coalesce(trim(figure.place), '') = '' or coalesce(trim(figure.measure), '') = '';

-- name: invented_as_published
-- grain: kpi, period, area
-- A published figure of a KPI that nobody publishes: an invented one under a published name.
select
    figure.kpi,
    figure.period,
    figure.area,
from figure
inner join kpi on kpi.kpi = figure.kpi
where figure.source = 'published' and kpi.source = 'none';

-- name: share_beyond_whole
-- grain: scope, source, kpi, period, area
-- A percentage of a whole below 0 or above 100. A gap between two percentages may be either.
select
    figure.scope,
    figure.source,
    figure.kpi,
    figure.period,
    figure.area,
    figure.value,
from figure
inner join kpi on kpi.kpi = figure.kpi
where
    kpi.unit_short = '%'
    and kpi.source <> 'derived'
    and (figure.value > 100 or figure.value < 0);

-- name: returned_by_stranger
-- grain: scope, kpi, period, area
-- A figure returned by an area that is no member of the cycle, or for a KPI that has no column there.
select
    figure.scope,
    figure.kpi,
    figure.period,
    figure.area,
from figure
left join cycle_member on cycle_member.cycle = figure.scope and cycle_member.area = figure.area
left join cycle_period
    on cycle_period.cycle = figure.scope and cycle_period.kpi = figure.kpi and cycle_period.ordinal = figure.period
where figure.source = 'returned' and (cycle_member.area is null or cycle_period.kpi is null);

-- name: placed_outside_cycle
-- grain: cycle, area
-- A BPN membership of an area that is no member of the cycle, or in a BPN the cycle does not have.
select
    membership.cycle,
    membership.area,
    membership.bpn,
from membership
left join cycle_member using (cycle, area)
where cycle_member.area is null or membership.bpn_name is null;

-- name: member_twice
-- grain: cycle, area
-- An authority with two memberships in one cycle.
select
    membership.cycle,
    membership.area,
    count(*) as times,
from membership
group by membership.cycle, membership.area
having count(*) > 1;

-- name: kpi_without_area
-- grain: kpi, area
-- Figures of areas or KPIs that the reference data does not know: the rules would pass them over in silence.
select distinct
figure.kpi,
figure.area,
from figure
left join area on area.area = figure.area
left join kpi on kpi.kpi = figure.kpi
where area.area is null or kpi.kpi is null;

-- name: made_twice
-- grain: table_name, release, edition, kpi, period, area
-- What the rules made of a release more than once. The tables have no keys that would refuse it.
with made as (
    select 'cut_point_made' as table_name, release, edition, kpi, period, '' as area,
    from cut_point_made
    union all
    select 'funnel_made' as table_name, release, edition, kpi, period, '' as area,
    from funnel_made
    union all
    select 'position_made' as table_name, release, edition, kpi, period, area,
    from position_made
    union all
    select 'theme_made' as table_name, release, edition, kpi, period, region as area,
    from theme_made
)

select
    made.*,
    count(*) as times,
from made
group by made.table_name, made.release, made.edition, made.kpi, made.period, made.area
having count(*) > 1;

-- name: release_not_made
-- grain: kpi, period, area
-- A published figure the rules have not been worked out for.
select
    figure.kpi,
    figure.period,
    figure.area,
from figure
left join published_position
    on published_position.kpi = figure.kpi
    and published_position.period = figure.period
    and published_position.area = figure.area
where figure.source = 'published' and published_position.kpi is null;

-- name: break_without_figures
-- grain: kpi, period
-- A break of a KPI that does not exist.
select
    series_break.kpi,
    series_break.period,
from series_break
left join kpi on kpi.kpi = series_break.kpi
where kpi.kpi is null;

-- name: cutoff_missing
-- grain: cutoff
-- A cut-off the rules need and the reference data lacks.
select needed.cutoff,
from (
    values
    ('coverage_min'), ('theme_worst_share'), ('theme_best_share'), ('context_level'), ('context_spread'), ('moved_share'),
    ('some_spread'), ('some_worst_share'), ('leaning_best_share'), ('leaning_worst_share'), ('meaningful_share'), ('funnel_z'),
    ('winsorise_share'), ('interval_z'), ('context_mark')
) as needed (cutoff)
anti join cutoff using (cutoff)
where exists (select 1, from current_edition);
