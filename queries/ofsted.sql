-- Ofsted's key lines of enquiry: for the screen where they are entered, the panel and the group's meeting.

-- name: lines
-- grain: ofsted_line
-- Every line of a cycle with its authorities and themes as lists, by what it is from and when it was entered.
select
    ofsted_line.ofsted_line,
    ofsted_line.revision,
    ofsted_line."text",
    ofsted_line.letter,
    ofsted_line.origin,
    ofsted_line.place,
    ofsted_line.recorded_at,
    ofsted_line.actor,
    coalesce((
        select list(ofsted_line_area.area order by area.name)
        from ofsted_line_area
        inner join area using (area)
        where ofsted_line_area.ofsted_line = ofsted_line.ofsted_line
    ), []) as areas,
    coalesce((
        select list(ofsted_line_theme.theme order by question_theme.theme_order)
        from ofsted_line_theme
        inner join question_theme using (theme)
        where ofsted_line_theme.ofsted_line = ofsted_line.ofsted_line
    ), []) as themes,
from ofsted_line
where ofsted_line.cycle = $cycle
order by ofsted_line.letter, ofsted_line.recorded_at, ofsted_line.place, ofsted_line.ofsted_line;

-- name: of_area
-- grain: ofsted_line
-- The lines about one authority.
select
    ofsted_line.ofsted_line,
    ofsted_line."text",
    ofsted_line.letter,
    coalesce((
        select string_agg(question_theme.short_name, ', ' order by question_theme.theme_order)
        from ofsted_line_theme
        inner join question_theme using (theme)
        where ofsted_line_theme.ofsted_line = ofsted_line.ofsted_line
    ), '') as themes,
from ofsted_line
inner join ofsted_line_area using (cycle, ofsted_line)
where ofsted_line_area.cycle = $cycle and ofsted_line_area.area = $area
order by ofsted_line.letter, ofsted_line.recorded_at, ofsted_line.ofsted_line;
