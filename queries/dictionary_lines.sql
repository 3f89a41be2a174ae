-- The data dictionary: reference tables of the lines of enquiry.

-- name: reference_line_kind
-- grain: none
-- Kinds of lines of enquiry.
comment on table reference_line_kind is 'Kinds of lines of enquiry, in order, with what each weighs before distance is counted.';
comment on column reference_line_kind.edition is 'The edition of reference data and rules it belongs to.';
comment on column reference_line_kind.kind is 'Key of the kind.';
comment on column reference_line_kind."order" is 'Place in the list of kinds.';
comment on column reference_line_kind.title is 'What it is, in a few words.';
comment on column reference_line_kind.symbol is 'A sign that stands beside the title, so that colour never speaks alone.';
comment on column reference_line_kind.concern is 'Whether lines of the kind speak for a closer look; a sharp move only where it worsens.';
comment on column reference_line_kind.weight is 'Strength of a line of the kind before distance is counted, 0 to 60.';

-- name: reference_line_pair
-- grain: none
-- Figures that pull apart.
comment on table reference_line_pair is 'Two figures that pull apart when each stands in England''s quarter of values named here.';
comment on column reference_line_pair.edition is 'The edition of reference data and rules it belongs to.';
comment on column reference_line_pair.pair is 'Key of the pair.';
comment on column reference_line_pair."order" is 'Place in the list of pairs.';
comment on column reference_line_pair.title is 'What it is, in a few words.';
comment on column reference_line_pair.kpi is 'The leading KPI.';
comment on column reference_line_pair.side is 'high or low: the quarter of values (not of goodness) it must stand in.';
comment on column reference_line_pair.other_kpi is 'The KPI read with it.';
comment on column reference_line_pair.other_side is 'The quarter of values the other must stand in.';
comment on column reference_line_pair.why is 'Why the two are read together.';

-- name: reference_line_template
-- grain: none
-- Words offered for a line.
comment on table reference_line_template is 'Words offered for a line of enquiry; the most specific subject wins.';
comment on column reference_line_template.edition is 'The edition of reference data and rules it belongs to.';
comment on column reference_line_template.kind is 'The kind of line.';
comment on column reference_line_template.subject is 'any, or a group of KPIs, KPI, pair, enabler or contrast.';
comment on column reference_line_template.wording is 'What the figures say, neutrally; {…} is filled in.';
comment on column reference_line_template.explanation is 'One explanation.';
comment on column reference_line_template.other_explanation is 'Another that rivals it.';
comment on column reference_line_template.question is 'An open question.';

-- name: reference_line_caveat
-- grain: none
-- Caveats in words.
comment on table reference_line_caveat is 'What is to be borne in mind with a line of enquiry.';
comment on column reference_line_caveat.edition is 'The edition of reference data and rules it belongs to.';
comment on column reference_line_caveat.caveat is 'Key of the caveat.';
comment on column reference_line_caveat.words is 'The caveat in words.';

-- name: reference_line_kpi_caveat
-- grain: none
-- Caveats of KPIs.
comment on table reference_line_kpi_caveat is 'Caveats that hang on a KPI: it is returned under another definition than it is published.';
comment on column reference_line_kpi_caveat.edition is 'The edition of reference data and rules it belongs to.';
comment on column reference_line_kpi_caveat.kpi is 'The KPI.';
comment on column reference_line_kpi_caveat.caveat is 'Key of the caveat.';
comment on column reference_line_kpi_caveat.why is 'How the two definitions differ.';
