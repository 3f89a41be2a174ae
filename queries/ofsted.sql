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
    ofsted_line.actor_role,
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
order by ofsted_line.letter, ofsted_line.recorded_at, length(ofsted_line.place), ofsted_line.place, ofsted_line.ofsted_line;

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
order by ofsted_line.letter, ofsted_line.recorded_at, length(ofsted_line.place), ofsted_line.place, ofsted_line.ofsted_line;

-- name: suggested
-- grain: ordinal, theme
-- What the word lists of Section 4 suggest that lines still to be added are about: a list's word or phrase stands in the text as
-- whole words. ordinal: a text's place in $texts, from 1. A suggestion is nobody's word until a person confirms it.
with line_text as (
    select
        unnest($texts::varchar[]) as "text",
        generate_subscripts($texts::varchar[], 1) as ordinal,
),

spaced_text as (
    select
        line_text.ordinal,
        ' ' || regexp_replace(
            regexp_replace(lower(line_text."text"), '[.:;?!\r\n]+', ' | ', 'g'), '[^\p{L}\p{N}|]+', ' ', 'g'
        ) || ' ' as spaced,
    from line_text
),

spaced_word as (
    select
        tag_word.tagged,
        tag_word.word,
        ' ' || trim(regexp_replace(lower(tag_word.word), '[^\p{L}\p{N}]+', ' ', 'g')) || ' ' as spaced,
    from tag_word
)

select
    spaced_text.ordinal,
    spaced_word.tagged as theme,
    any_value(question_theme.name) as name,
    string_agg(distinct spaced_word.word, ', ' order by spaced_word.word) as words,
from spaced_text
inner join spaced_word on contains(spaced_text.spaced, spaced_word.spaced)
inner join question_theme on question_theme.theme = spaced_word.tagged
group by spaced_text.ordinal, spaced_word.tagged
order by spaced_text.ordinal, any_value(question_theme.theme_order);
