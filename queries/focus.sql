-- Which focus an authority's lines of enquiry and its own wish suggest, Education, Social Care or both, and why. A suggestion, not a
-- judgement: what the group chose stands elsewhere (questions.sql) and counts.

-- name: suggested
-- grain: area
-- For each authority of a cycle (only one where $area names it), what one column suggests. A line of enquiry that speaks for a closer
-- look weighs its strength on its own side; a group of KPIs that Section 4 asks for weighs the cut-off `focus_wish`. Lines that only set
-- Section 4 beside the figures are left out, as both are counted already. suggested: both from `focus_both_share` of the weight on the
-- lesser side, else the greater side; null with fewer reasons than `focus_least_reasons`, where nothing is suggested.
with seen as (
    select
        line.area,
        line.concern,
        line.strength,
        if(line.concern and line.kind not in ('focus-not-shown', 'shown-not-asked'), coalesce(line.focus, 'neither'), null) as side,
    from line
    where line.cycle = $cycle and line.ordinal = $ordinal and ($area = '' or line.area = $area)
),

weighed as (
    select
        seen.area,
        count(*) as n_lines,
        count(*) filter (where seen.concern) as n_concern,
        count(*) filter (where seen.side = 'Education') as n_education,
        count(*) filter (where seen.side = 'Social Care') as n_social_care,
        count(*) filter (where seen.side = 'neither') as n_neither,
        coalesce(sum(seen.strength) filter (where seen.side = 'Education'), 0) as lines_education,
        coalesce(sum(seen.strength) filter (where seen.side = 'Social Care'), 0) as lines_social_care,
    from seen
    group by seen.area
),

wished as (
    select
        voice.area,
        count(*) filter (where kpi_group.focus = 'Education') as n_education,
        count(*) filter (where kpi_group.focus = 'Social Care') as n_social_care,
        list(kpi_group.name order by kpi_group."order") filter (where kpi_group.focus = 'Education') as education,
        list(kpi_group.name order by kpi_group."order") filter (where kpi_group.focus = 'Social Care') as social_care,
    from voice
    inner join kpi_group on kpi_group.kpi_group = voice.tagged
    where voice.cycle = $cycle and voice.item = 'focus-wanted' and voice.about = 'kpi_group'
    group by voice.area
),

added as (
    select
        cycle_member.area,
        area.name,
        coalesce(weighed.n_lines, 0) as n_lines,
        coalesce(weighed.n_concern, 0) as n_concern,
        coalesce(weighed.n_education, 0) as n_education,
        coalesce(weighed.n_social_care, 0) as n_social_care,
        coalesce(weighed.n_neither, 0) as n_neither,
        coalesce(wished.education, []) as wished_education,
        coalesce(wished.social_care, []) as wished_social_care,
        coalesce(weighed.lines_education, 0) as lines_education,
        coalesce(weighed.lines_social_care, 0) as lines_social_care,
        coalesce(weighed.lines_education, 0) + line_cutoffs.focus_wish * coalesce(wished.n_education, 0) as education,
        coalesce(weighed.lines_social_care, 0) + line_cutoffs.focus_wish * coalesce(wished.n_social_care, 0) as social_care,
        coalesce(weighed.n_education, 0)
        + coalesce(weighed.n_social_care, 0)
        + coalesce(wished.n_education, 0)
        + coalesce(wished.n_social_care, 0) as n_reasons,
        line_cutoffs.focus_both_share,
        line_cutoffs.focus_least_reasons,
        line_cutoffs.focus_wish,
    from cycle_member
    inner join area using (area)
    cross join line_cutoffs
    left join weighed using (area)
    left join wished using (area)
    where cycle_member.cycle = $cycle and ($area = '' or cycle_member.area = $area)
)

select
    added.*,
    round(least(added.education, added.social_care) / nullif(added.education + added.social_care, 0), 9) as lesser_share,
    case
        when added.n_reasons < added.focus_least_reasons or added.education + added.social_care = 0 then null
        when lesser_share >= added.focus_both_share then 'both'
        when added.education > added.social_care then 'Education'
        else 'Social Care'
    end as suggested,
from added
order by added.name;

-- name: reasons
-- grain: line
-- The lines of enquiry of one authority that weigh towards a focus, the strongest first.
select
    line.line,
    line.kind,
    line_kind.title,
    line_kind.symbol,
    line.focus,
    line.strength,
    coalesce(line_pair.title, kpi.name, question_theme.name, '') as subject,
from line
inner join line_kind using (kind)
left join line_pair using (pair)
left join kpi on kpi.kpi = line.kpi
left join question_theme using (theme)
where
    line.cycle = $cycle
    and line.ordinal = $ordinal
    and line.area = $area
    and line.concern
    and line.focus is not null
    and line.kind not in ('focus-not-shown', 'shown-not-asked')
order by line.strength desc, line.line;
