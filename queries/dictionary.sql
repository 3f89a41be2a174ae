-- The data dictionary, first part: what the store is, the reference data, and published figures. One block per table; it goes on in
-- dictionary_cycles.sql and dictionary_made.sql. A comment says what the name and type do not.

-- name: store_made
-- grain: none
-- What the store is, said once when it is made.
comment on table store_made is 'What the store is, said once when it is made.';
comment on column store_made.kind is 'live: nothing in it is invented; practice: all but published figures is.';
comment on column store_made.made_at is 'When it was made, UTC; a practice store is dated as in 2017.';
comment on column store_made.actor is 'Who wrote it, as declared and not authenticated.';
comment on column store_made.actor_role is 'Role of who wrote it, as declared and not authenticated.';

-- name: schema_step
-- grain: none
-- The schema versions the store has been through.
comment on table schema_step is 'The schema versions the store has been through.';
comment on column schema_step.version is 'A version of the schema; the highest is the one the store has.';
comment on column schema_step.applied_at is 'When the store reached it, UTC.';

-- name: written
-- grain: none
-- One row for each thing written.
comment on table written is 'One row for each thing written.';
comment on column written.revision is 'Counts the writes; the highest is the store''s revision, part of every cache key.';
comment on column written.what is 'What was written, in words.';
comment on column written.recorded_at is 'When it was written, UTC.';
comment on column written.actor is 'Who wrote it, as declared and not authenticated.';
comment on column written.actor_role is 'Role of who wrote it, as declared and not authenticated.';

-- name: edition
-- grain: none
-- One loading of the reference data with the rules of that day.
comment on table edition is 'One loading of the reference data with the rules of that day.';
comment on column edition.edition is 'Counts the loadings, from 1.';
comment on column edition.fingerprint is 'SHA-256 over reference files and rules; where the program ships others, a new edition follows.';
comment on column edition.recorded_at is 'When it was written, UTC.';
comment on column edition.actor is 'Who wrote it, as declared and not authenticated.';
comment on column edition.actor_role is 'Role of who wrote it, as declared and not authenticated.';

-- name: reference_area
-- grain: none
-- England, regions, subregions and authorities.
comment on table reference_area is 'England, regions, subregions and authorities.';
comment on column reference_area.edition is 'The edition of reference data and rules it belongs to.';
comment on column reference_area.area is 'Key of the area, as it stands in addresses.';
comment on column reference_area.name is 'Name as it is shown.';
comment on column reference_area.kind is 'england, region, subregion (Inner and Outer London) or authority.';
comment on column reference_area.region is 'The region it lies in; empty for England and the regions.';
comment on column reference_area.la_number is 'Three-digit number of the Department for Education.';
comment on column reference_area.ons_code is 'Nine-character code of the Office for National Statistics.';
comment on column reference_area.first_day is 'First day it existed, where that falls in the years held.';
comment on column reference_area.last_day is 'Last day it existed; empty while it exists.';
comment on column reference_area.follows is 'Areas it follows on from, by key.';
comment on column reference_area.other_names is 'Other spellings the sources use.';

-- name: reference_tile
-- grain: none
-- Where each authority's square stands.
comment on table reference_tile is 'Where each authority''s square stands in the tile map of its region.';
comment on column reference_tile.edition is 'The edition of reference data and rules it belongs to.';
comment on column reference_tile.area is 'The authority.';
comment on column reference_tile."column" is 'Place from west to east in its region, from 1.';
comment on column reference_tile."row" is 'Place from north to south in its region, from 1.';
comment on column reference_tile.label is 'Its name, shortened where a small square is too narrow for it.';

-- name: reference_kpi_group
-- grain: none
-- Groups of KPIs.
comment on table reference_kpi_group is 'Groups of KPIs.';
comment on column reference_kpi_group.edition is 'The edition of reference data and rules it belongs to.';
comment on column reference_kpi_group.kpi_group is 'Key of the group.';
comment on column reference_kpi_group."order" is 'Place of the group in the self-view.';
comment on column reference_kpi_group.name is 'Name as in the self-view.';
comment on column reference_kpi_group.short_name is 'Name for the head of a table.';
comment on column reference_kpi_group.focus is 'Focus of a challenge it belongs to: Social Care or Education.';

-- name: reference_family
-- grain: none
-- Families of KPIs that say nearly the same, of which one leads.
comment on table reference_family is 'Families of KPIs that say nearly the same, of which one leads.';
comment on column reference_family.edition is 'The edition of reference data and rules it belongs to.';
comment on column reference_family.family is 'Key of the family.';
comment on column reference_family.topic is 'What its KPIs are about, in the words of a headline.';
comment on column reference_family.plural is 'Whether the topic takes a plural verb.';

-- name: reference_kpi
-- grain: none
-- What a KPI is and how it is compared.
comment on table reference_kpi is 'What a KPI is and how it is compared.';
comment on column reference_kpi.edition is 'The edition of reference data and rules it belongs to.';
comment on column reference_kpi.kpi is 'Key of the KPI, as it stands in addresses.';
comment on column reference_kpi."order" is 'Place among all KPIs.';
comment on column reference_kpi.number is 'Number in Section 2 of the self-view, 1 to 14; empty for others.';
comment on column reference_kpi.section is 'Section of the self-view, 2 or 3; beside: a figure that stands beside one of these.';
comment on column reference_kpi.kpi_group is 'The group it is in.';
comment on column reference_kpi.family is 'The family it is in; one KPI of a family leads its themes.';
comment on column reference_kpi.headline is 'Whether the rug opens with it.';
comment on column reference_kpi.name is 'Full name.';
comment on column reference_kpi.short_name is 'Name for the head of a column.';
comment on column reference_kpi.unit is 'Unit in words, with what it is a share or rate of.';
comment on column reference_kpi.unit_short is 'Unit beside a number.';
comment on column reference_kpi.decimals is 'Decimals the source publishes; figures are rounded to them before they are compared.';
comment on column reference_kpi.polarity is 'Which end is good: high, low, or context where neither is.';
comment on column reference_kpi.caution is 'When even the good end is a question.';
comment on column reference_kpi.meaningful_change is 'Change worth a word, in the unit; empty: a share of England''s interquartile range.';
comment on column reference_kpi.flow is 'Whether it counts events over the period, so that part of a year cannot be compared.';
comment on column reference_kpi.chance is 'What the interval rests on: proportion, events, or none.';
comment on column reference_kpi.year_type is 'financial, academic or calendar year; september (30th), march (31st) or january snapshot.';
comment on column reference_kpi.source is 'lait: published; derived: worked out from published figures; none: only returned.';
comment on column reference_kpi.measure is 'Name of the measure in the source.';
comment on column reference_kpi.publication is 'The statistics it appears in.';
comment on column reference_kpi.definition is 'What it measures, in the project''s own words.';
comment on column reference_kpi.comparability is 'What to know before comparing years or authorities.';
comment on column reference_kpi.when_high is 'What a theme says when the region is above England.';
comment on column reference_kpi.when_low is 'What a theme says when the region is below England.';

-- name: reference_break
-- grain: none
-- Where series begin anew.
comment on table reference_break is 'Where series begin anew.';
comment on column reference_break.edition is 'The edition of reference data and rules it belongs to.';
comment on column reference_break.kpi is 'The KPI.';
comment on column reference_break.period is 'First source year of the new series.';
comment on column reference_break.why is 'What changed, in a sentence.';

-- name: reference_publication
-- grain: none
-- When figures of a year first came out, where that is known.
comment on table reference_publication is 'When figures of a year first came out, where that is known.';
comment on column reference_publication.edition is 'The edition of reference data and rules it belongs to.';
comment on column reference_publication.kpi is 'The KPI.';
comment on column reference_publication.period is 'Source year.';
comment on column reference_publication.published_on is 'Day of first publication; before it nobody could have seen the figure.';
comment on column reference_publication.known_from is 'How the day is known.';

-- name: reference_cutoff
-- grain: none
-- Cut-offs of the rules.
comment on table reference_cutoff is 'Cut-offs of the rules.';
comment on column reference_cutoff.edition is 'The edition of reference data and rules it belongs to.';
comment on column reference_cutoff.cutoff is 'Name of the cut-off, as the rules use it.';
comment on column reference_cutoff.value is 'The cut-off; shares as fractions of 1.';
comment on column reference_cutoff.meaning is 'What happens from it on.';

-- name: reference_neighbour
-- grain: none
-- Ten statistical neighbours of each authority.
comment on table reference_neighbour is 'Ten statistical neighbours of each authority.';
comment on column reference_neighbour.edition is 'The edition of reference data and rules it belongs to.';
comment on column reference_neighbour.model is 'Neighbour model, by month.';
comment on column reference_neighbour.area is 'The authority.';
comment on column reference_neighbour.place is '1 is the closest neighbour.';
comment on column reference_neighbour.neighbour is 'The neighbouring authority.';
comment on column reference_neighbour.closeness is 'How close, in the model''s words.';

-- name: reference_not_loaded
-- grain: none
-- What is asked for and no release holds.
comment on table reference_not_loaded is 'What is asked for and no release holds.';
comment on column reference_not_loaded.edition is 'The edition of reference data and rules it belongs to.';
comment on column reference_not_loaded.item is 'The figure that is missing.';
comment on column reference_not_loaded.asked_in is 'Where it is asked for.';
comment on column reference_not_loaded.why is 'Why it is not here.';
comment on column reference_not_loaded.would_come_from is 'Where it would come from.';

-- name: release
-- grain: none
-- Releases of official statistics.
comment on table release is 'Releases of official statistics.';
comment on column release.release is 'Key of the release.';
comment on column release.title is 'Title with its month.';
comment on column release.publisher is 'Who publishes it.';
comment on column release.published_on is 'Day it came out; empty where the exact day is not known.';
comment on column release.licence is 'Licence its figures are under.';
comment on column release.note is 'What to know about its vintage.';
comment on column release.sha256 is 'SHA-256 of what was loaded.';
comment on column release.recorded_at is 'When it was written, UTC.';
comment on column release.actor is 'Who wrote it, as declared and not authenticated.';
comment on column release.actor_role is 'Role of who wrote it, as declared and not authenticated.';

-- name: published_figure
-- grain: none
-- Published figures.
comment on table published_figure is 'Published figures.';
comment on column published_figure.release is 'The release it comes from.';
comment on column published_figure.kpi is 'The KPI.';
comment on column published_figure.area is 'England, a region, a subregion or an authority.';
comment on column published_figure.period is 'Source year, the year the period ends in.';
comment on column published_figure.value is 'In the KPI''s unit at its decimals; empty where there is no number.';
comment on column published_figure.status is 'value or zero where there is a number; else why there is none.';
comment on column published_figure.note is 'What the source or the reader says about this figure.';
comment on column published_figure.numerator is 'Cases counted, where a count file gives them.';
comment on column published_figure.denominator is 'What they are a share of.';
comment on column published_figure.year_label is 'The year in the source''s words.';
comment on column published_figure.measure is 'Measure in the source.';
comment on column published_figure.place is 'Place in the source file it was read from.';
