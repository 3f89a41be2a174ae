-- What has been decided and returned by the moment: the latest revision of each, and every figure a viewer may see.

-- name: cycle
-- grain: cycle
-- held: rows
-- Cycles with their latest settings; a cycle set up after the moment is not there yet.
create or replace view cycle as
select cycle_setting.*
from cycle_setting
cross join moment
where cycle_setting.recorded_at <= moment.as_of
qualify row_number() over (partition by cycle_setting.cycle order by cycle_setting.revision desc) = 1;

-- name: cycle_column
-- grain: cycle, ordinal
-- held: rows
-- Columns of each cycle's KPI table.
create or replace view cycle_column as
select cycle_column_setting.* exclude (revision)
from cycle_column_setting
inner join cycle using (cycle, revision);

-- name: cycle_member
-- grain: cycle, area
-- held: rows
-- Authorities of each cycle.
create or replace view cycle_member as
select cycle_member_setting.* exclude (revision)
from cycle_member_setting
inner join cycle using (cycle, revision);

-- name: cycle_period
-- grain: cycle, kpi, ordinal
-- held: rows
-- Which source year stands in which column.
create or replace view cycle_period as
select cycle_period_setting.* exclude (revision)
from cycle_period_setting
inner join cycle using (cycle, revision);

-- name: cycle_date
-- grain: cycle, ordinal
-- held: rows
-- Dates of each cycle's process.
create or replace view cycle_date as
select cycle_date_setting.* exclude (revision)
from cycle_date_setting
inner join cycle using (cycle, revision);

-- name: bpn
-- grain: cycle, bpn
-- held: rows
-- BPNs of each cycle.
create or replace view bpn as
select cycle_bpn_setting.* exclude (revision)
from cycle_bpn_setting
inner join cycle using (cycle, revision);

-- name: forum
-- grain: cycle, bpn, round
-- held: rows
-- Forum days of each BPN and round.
create or replace view forum as
select cycle_forum_setting.* exclude (revision)
from cycle_forum_setting
inner join cycle using (cycle, revision);

-- name: membership
-- grain: cycle, area
-- held: rows
-- BPN and round of each authority, as last recorded by the moment and not withdrawn.
create or replace view membership as
with latest as (
    select membership_entry.*
    from membership_entry
    cross join moment
    where membership_entry.recorded_at <= moment.as_of
    qualify row_number() over (
        partition by membership_entry.cycle, membership_entry.area order by membership_entry.revision desc
    ) = 1
)

select
    latest.cycle,
    latest.area,
    latest.bpn,
    bpn.name as bpn_name,
    latest.round,
    latest.revision,
    latest.recorded_at,
from latest
left join bpn using (cycle, bpn)
where latest.state = 'stands';

-- name: latest_submission
-- grain: cycle, area
-- held: rows
-- The submission of each authority that counts: the latest by the moment, whole.
create or replace view latest_submission as
select submission.*
from submission
cross join moment
where submission.recorded_at <= moment.as_of
qualify row_number() over (partition by submission.cycle, submission.area order by submission.version desc) = 1;

-- name: figure
-- grain: scope, source, kpi, period, area
-- held: view
-- Every figure a viewer may see. Published: scope is empty, period is the source year. Returned: scope is the cycle, period is the
-- column's ordinal, source_year is the published year that stands beside it (NULL where none does).
create or replace view figure as
select
    '' as scope,
    'published' as source,
    published_figure.kpi,
    published_figure.period,
    published_figure.area,
    published_figure.value,
    published_figure.status,
    published_figure.note,
    published_figure.numerator,
    published_figure.denominator,
    false as part_year,
    null::date as period_end,
    published_figure.period as source_year,
    published_figure.year_label,
    published_figure.measure,
    published_figure.place,
from published_figure
inner join current_release using (release)
where
    not exists (
        select 1
        from unknown_year
        where unknown_year.kpi = published_figure.kpi and unknown_year.period = published_figure.period
    )
union all
select
    returned_figure.cycle as scope,
    'returned' as source,
    returned_figure.kpi,
    returned_figure.ordinal as period,
    returned_figure.area,
    returned_figure.value,
    returned_figure.status,
    returned_figure.note,
    returned_figure.numerator,
    returned_figure.denominator,
    returned_figure.part_year,
    returned_figure.period_end,
    cycle_period.source_year,
    cycle_period.label as year_label,
    'self-view KPI ' || kpi.number as measure,
    returned_figure.place,
from returned_figure
inner join latest_submission using (cycle, area, version)
inner join kpi using (kpi)
left join cycle_period using (cycle, kpi, ordinal);
