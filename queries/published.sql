-- From the official files, as text, to figures. The files are tables of a private connection: `lait`, `count_cell` (the counts and
-- rates of the EES files, one row per figure and place), `ons`, `area`, `kpi` and `start_rule` (rates made of starts and population).
-- Each block reads what the ones before gave: `event`, and all readings together as `reading`.

-- name: readings
-- grain: kpi, area, period
-- What LAIT says for each KPI that is one of its measures: the number free of float noise, or NULL where it has a dash.
with
measured as (
    select
        kpi.kpi,
        area.area,
        lait.period,
        lait.year_label,
        lait.measure,
        case when lait.reading = '-' then null else lait.reading::decimal(20, 10) end as number,
        case when lait.year_label like '%(prov)%' then 'provisional' end as note,
        'LAIT ' || lait.measure || ' | ' || lait.year_label || ' | ' || lait.source_name as place,
    from lait
    inner join kpi on lait.measure = kpi.measure and kpi.source = 'lait'
    inner join area on lait.area_name = area.name
)

select *, from measured
order by kpi, area, period;

-- name: gap_readings
-- grain: kpi, area, period
-- Differences derived from two measures, each rounded as it is published before it is subtracted; NULL unless both have a number.
with
halves as (
    select
        kpi.kpi,
        kpi.decimals,
        kpi.measure as both_measures,
        string_split(kpi.measure, ' − ')[1] as other_measure,
        string_split(kpi.measure, ' − ')[2] as group_measure,
    from kpi
    where kpi.source = 'derived'
),
paired as (
    select
        halves.kpi,
        halves.decimals,
        halves.both_measures,
        other_half.area_name,
        other_half.period,
        other_half.year_label,
        case when other_half.reading = '-' then null else other_half.reading::decimal(20, 10) end as other_number,
        case when group_half.reading = '-' then null else group_half.reading::decimal(20, 10) end as group_number,
        halves.other_measure,
        halves.group_measure,
        other_half.source_name,
    from halves
    inner join lait as other_half on halves.other_measure = other_half.measure
    inner join lait as group_half
        on halves.group_measure = group_half.measure
        and other_half.area_name = group_half.area_name
        and other_half.period = group_half.period
)

select
    paired.kpi,
    area.area,
    paired.period,
    paired.year_label,
    paired.both_measures as measure,
    case paired.decimals
        when 0 then round(paired.other_number, 0) - round(paired.group_number, 0)
        when 1 then round(paired.other_number, 1) - round(paired.group_number, 1)
        else round(paired.other_number, 2) - round(paired.group_number, 2)
    end::decimal(20, 10) as number,
    'derived: the difference of two published figures' as note,
    'LAIT ' || paired.other_measure || ' − ' || paired.group_measure || ' | ' || paired.year_label || ' | ' || paired.source_name as place,
from paired
inner join area on paired.area_name = area.name
order by paired.kpi, area.area, paired.period;

-- name: events
-- grain: kpi, area, period
-- Events of a year as LAIT counts them (`events` NULL where it has a dash), beside the population aged 0–17 in the middle of the year
-- before, as ONS estimates it today (NULL where it has none).
select
    start_rule.kpi,
    area.area,
    lait.period,
    lait.year_label,
    lait.measure,
    lait.source_name,
    case when lait.reading = '-' then null else lait.reading::double end as events,
    ons.population,
    start_rule.scale,
from start_rule
inner join lait on start_rule.numerator_column = lait.measure and start_rule.first_year <= lait.period
inner join area on lait.area_name = area.name
left join ons on area.area_key = ons.area_key and ons.period = lait.period - 1
order by start_rule.kpi, area.area, lait.period;

-- name: start_readings
-- grain: kpi, area, period
-- Rates of the years before LAIT has one: events for every 10,000 (the scale) of the population. NULL where either is missing.
with
published_years as (
    select distinct
        kpi.kpi,
        lait.period,
    from kpi
    inner join lait on kpi.measure = lait.measure
)

select
    event.kpi,
    event.area,
    event.period,
    event.year_label,
    event.measure || ' ÷ ONS mid-year population' as measure,
    (event.events * event.scale / event.population)::decimal(20, 10) as number,
    case
        when event.events is not null and event.population is null then 'not derived: no population estimate for the area'
        else 'derived: starts ÷ population aged 0–17 of the year before, as estimated today; the rate of its day can differ by 1 or more'
    end as note,
    'LAIT ' || event.measure || ' | ' || event.year_label || ' | ' || event.source_name
        || ' ÷ ONS population_estimate | ' || (event.period - 1) as place,
from event
anti join published_years on event.kpi = published_years.kpi and event.period = published_years.period
order by event.kpi, event.area, event.period;

-- name: figures
-- grain: kpi, area, period
-- One row per figure: rounded as its source publishes it, with a status that says why where there is no number. A dash is, first
-- match: not applicable (the area did not exist, or the area it came from or went into has the figure); what the EES code says; not
-- published (no authority has a figure for that year); not published or suppressed. Counts stay only where they give the figure.
with
spans as (
    select
        reading.* replace (reading.number::decimal(20, 10) as number),
        kpi.decimals,
        case kpi.year_type
            when 'financial' then make_date(reading.period - 1, 4, 1)
            when 'academic' then make_date(reading.period - 1, 9, 1)
            when 'calendar' then make_date(reading.period, 1, 1)
            when 'january' then make_date(reading.period, 1, 1)
            when 'march' then make_date(reading.period, 3, 31)
            when 'september' then make_date(reading.period, 9, 30)
        end as span_start,
        case kpi.year_type
            when 'financial' then make_date(reading.period, 3, 31)
            when 'academic' then make_date(reading.period, 8, 31)
            when 'calendar' then make_date(reading.period, 12, 31)
            when 'january' then make_date(reading.period, 1, 31)
            when 'march' then make_date(reading.period, 3, 31)
            when 'september' then make_date(reading.period, 9, 30)
        end as span_end,
    from reading
    inner join kpi on reading.kpi = kpi.kpi
),
lived as (
    select
        spans.*,
        area.area_key,
        area.first_day,
        area.last_day,
        coalesce(spans.span_end >= area.first_day, true) and coalesce(spans.span_start <= area.last_day, true) as existed,
    from spans
    inner join area on spans.area = area.area
),
successions as (
    select
        area.area as later,
        unnest(string_split(area.follows, ' ')) as earlier,
    from area
    where area.follows is not null
),
kin as (
    select
        later as area,
        earlier as other,
from successions
    union all
    select
        earlier as area,
        later as other,
from successions
),
replaced as (
    select distinct
        kin.area,
        lived.kpi,
        lived.period,
    from kin
    inner join lived on kin.other = lived.area
    where lived.number is not null and lived.existed
),
years as (
    select
        reading.kpi,
        reading.period,
        count(reading.number) as authorities_with_number,
    from reading
    inner join area on reading.area = area.area and area.kind = 'authority'
    group by reading.kpi, reading.period
),
told as (
    select
        lived.*,
        years.authorities_with_number,
        count_cell.rate_text,
        coalesce(count_cell.joint, false) as joint,
        try_cast(count_cell.rate_text as decimal(20, 10)) as rate_number,
        coalesce(event.events, try_cast(count_cell.numerator_text as double)) as top,
        coalesce(event.population, try_cast(count_cell.denominator_text as double)) as bottom,
        coalesce(event.scale, count_cell.scale) as scale,
        lived.number is null and (not lived.existed or replaced.area is not null) as absent,
    from lived
    inner join years on lived.kpi = years.kpi and lived.period = years.period
    left join replaced on lived.area = replaced.area and lived.kpi = replaced.kpi and lived.period = replaced.period
    left join count_cell
        on lived.kpi = count_cell.kpi
        and lived.area_key = count_cell.area_key
        and lived.period = count_cell.period
    left join event on lived.kpi = event.kpi and lived.area = event.area and lived.period = event.period
),
rounded as (
    select
        told.*,
        case told.decimals
            when 0 then round(told.number, 0)
            when 1 then round(told.number, 1)
            else round(told.number, 2)
        end::double as value,
        case
            when told.number = 0 then 'zero'
            when told.number is not null then 'value'
            when told.absent then 'not_applicable'
            when told.rate_text = 'c' then 'suppressed'
            when told.rate_text in ('x', 'u') then 'not_published'
            when told.rate_text = 'z' then 'not_applicable'
            when told.authorities_with_number = 0 or told.note like 'not derived%' then 'not_published'
            else 'not_published_or_suppressed'
        end as status,
    from told
),
tested as (
    select
        rounded.*,
        not rounded.joint
        and rounded.value is not null
        and rounded.bottom > 0
        and abs(rounded.top / rounded.bottom * rounded.scale - rounded.value) <= 0.5 / pow(10, rounded.decimals) + 1e-9 as reproduced,
    from rounded
)

select
    $release as release,
    tested.kpi,
    tested.area,
    tested.period::integer as period,
    tested.year_label,
    tested.measure,
    tested.value,
    tested.status,
    nullif(concat_ws(
        '; ',
        case when tested.value is not null or tested.note like 'not derived%' then tested.note end,
        case
            when (tested.absent or not tested.existed) and tested.first_day > tested.span_start
                then 'the authority has existed since ' || strftime(tested.first_day, '%-d %B %Y')
        end,
        case
            when (tested.absent or not tested.existed) and tested.last_day < tested.span_end
                then 'the authority existed until ' || strftime(tested.last_day, '%-d %B %Y')
        end,
        case when tested.status = 'not_published' and tested.rate_text = 'u' then 'withheld by the source as unreliable' end,
        case when tested.value is null and tested.rate_text = 'low' then 'the source shows a low value' end,
        case when tested.status = 'value' and tested.value = 0 then 'not zero: it rounds to 0' end,
        case
            when tested.value is null and tested.rate_number is not null
                then 'LAIT has a dash, the EES file ' || rtrim(rtrim(tested.rate_number::varchar, '0'), '.')
            when abs(tested.rate_number - tested.number) > 0.05
                then 'the EES file has ' || rtrim(rtrim(tested.rate_number::varchar, '0'), '.')
        end,
        case when tested.joint then 'one return for two authorities together' end,
        case
            when tested.value is not null and tested.top is not null and not tested.joint and not coalesce(tested.reproduced, false)
                then 'counts not shown: they do not give the published figure'
        end
    ), '') as note,
    case when tested.reproduced then tested.top end as numerator,
    case when tested.reproduced then tested.bottom end as denominator,
    tested.place,
from tested
order by tested.kpi, tested.area, tested.period;
