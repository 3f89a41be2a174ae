-- The data dictionary, second part: cycles, who is in which BPN, and what authorities returned.

-- name: cycle_setting
-- grain: none
-- Cycles of the peer challenge; a revision holds all settings.
comment on table cycle_setting is 'Cycles of the peer challenge; a revision holds all settings.';
comment on column cycle_setting.cycle is 'Key of the cycle.';
comment on column cycle_setting.revision is 'Counts up with each change of settings; the latest counts whole.';
comment on column cycle_setting.title is 'The cycle as it is written: 2017/18.';
comment on column cycle_setting.region is 'The region that runs it.';
comment on column cycle_setting.neighbour_model is 'The statistical neighbour model it compares by.';
comment on column cycle_setting.default_ordinal is 'Column a screen opens with.';
comment on column cycle_setting.note is 'What to know about its columns or model.';
comment on column cycle_setting.recorded_at is 'When it was written, UTC.';
comment on column cycle_setting.actor is 'Who wrote it, as declared and not authenticated.';
comment on column cycle_setting.actor_role is 'Role of who wrote it, as declared and not authenticated.';

-- name: cycle_column_setting
-- grain: none
-- Columns of a cycle's KPI table.
comment on table cycle_column_setting is 'Columns of a cycle''s KPI table.';
comment on column cycle_column_setting.cycle is 'The cycle it belongs to.';
comment on column cycle_column_setting.revision is 'Revision of the cycle''s settings.';
comment on column cycle_column_setting.ordinal is 'Place of the column, from the left.';
comment on column cycle_column_setting.column_key is 'Key of the column, as it stands in addresses.';
comment on column cycle_column_setting.label is 'Head of the column.';

-- name: cycle_member_setting
-- grain: none
-- Authorities that take part.
comment on table cycle_member_setting is 'Authorities that take part.';
comment on column cycle_member_setting.cycle is 'The cycle it belongs to.';
comment on column cycle_member_setting.revision is 'Revision of the cycle''s settings.';
comment on column cycle_member_setting.area is 'The authority.';

-- name: cycle_period_setting
-- grain: none
-- Which source year stands in which column.
comment on table cycle_period_setting is 'Which source year stands in which column.';
comment on column cycle_period_setting.cycle is 'The cycle it belongs to.';
comment on column cycle_period_setting.revision is 'Revision of the cycle''s settings.';
comment on column cycle_period_setting.kpi is 'The KPI.';
comment on column cycle_period_setting.ordinal is 'The column.';
comment on column cycle_period_setting.source_year is 'Source year of the published figure; empty where nothing published stands there.';
comment on column cycle_period_setting.label is 'The period in words.';

-- name: cycle_date_setting
-- grain: none
-- Dates of the process.
comment on table cycle_date_setting is 'Dates of the process.';
comment on column cycle_date_setting.cycle is 'The cycle it belongs to.';
comment on column cycle_date_setting.revision is 'Revision of the cycle''s settings.';
comment on column cycle_date_setting.ordinal is 'Place in the process.';
comment on column cycle_date_setting.first_day is 'First day; empty where the paper gives only an end.';
comment on column cycle_date_setting.last_day is 'Last day.';
comment on column cycle_date_setting.kind is 'preparation, deadline, meeting, forum or conversation.';
comment on column cycle_date_setting.what is 'What happens.';
comment on column cycle_date_setting.who is 'Who takes part.';
comment on column cycle_date_setting.detail is 'What it is for.';
comment on column cycle_date_setting.said_by is 'The paper that says so; two papers may differ and both are kept.';

-- name: cycle_bpn_setting
-- grain: none
-- BPNs of a cycle.
comment on table cycle_bpn_setting is 'BPNs of a cycle.';
comment on column cycle_bpn_setting.cycle is 'The cycle it belongs to.';
comment on column cycle_bpn_setting.revision is 'Revision of the cycle''s settings.';
comment on column cycle_bpn_setting.bpn is 'Key of the BPN, as it stands in addresses.';
comment on column cycle_bpn_setting.name is 'Name of the BPN.';
comment on column cycle_bpn_setting.lead_area is 'The authority it is named after; no paper says that it is a member.';

-- name: cycle_forum_setting
-- grain: none
-- Challenge forums.
comment on table cycle_forum_setting is 'Challenge forums.';
comment on column cycle_forum_setting.cycle is 'The cycle it belongs to.';
comment on column cycle_forum_setting.revision is 'Revision of the cycle''s settings.';
comment on column cycle_forum_setting.bpn is 'The BPN.';
comment on column cycle_forum_setting.round is 'december or january.';
comment on column cycle_forum_setting.day is 'Day of the forum.';

-- name: membership_entry
-- grain: none
-- BPN and round of each authority, as recorded.
comment on table membership_entry is 'BPN and round of each authority, as recorded.';
comment on column membership_entry.cycle is 'The cycle it belongs to.';
comment on column membership_entry.area is 'The authority.';
comment on column membership_entry.revision is 'Counts up with each change of the same thing; the latest counts.';
comment on column membership_entry.bpn is 'The BPN it is in.';
comment on column membership_entry.round is 'Its round: december or january.';
comment on column membership_entry.state is 'stands, or withdrawn: taken back.';
comment on column membership_entry.reason is 'Why it was recorded; illustrative in a practice store.';
comment on column membership_entry.recorded_at is 'When it was written, UTC.';
comment on column membership_entry.actor is 'Who wrote it, as declared and not authenticated.';
comment on column membership_entry.actor_role is 'Role of who wrote it, as declared and not authenticated.';

-- name: submission
-- grain: none
-- Self-views as authorities sent them.
comment on table submission is 'Self-views as authorities sent them.';
comment on column submission.cycle is 'The cycle it belongs to.';
comment on column submission.area is 'The authority.';
comment on column submission.version is 'Counts what the authority sent; the latest counts whole.';
comment on column submission.received_as is 'Name of the file it came as.';
comment on column submission.content_hash is 'SHA-256 of what was read: figures, words, placements. What is signed.';
comment on column submission.note is 'What was said on receipt.';
comment on column submission.recorded_at is 'When it was written, UTC.';
comment on column submission.actor is 'Who wrote it, as declared and not authenticated.';
comment on column submission.actor_role is 'Role of who wrote it, as declared and not authenticated.';

-- name: returned_figure
-- grain: none
-- Figures an authority returned.
comment on table returned_figure is 'Figures an authority returned.';
comment on column returned_figure.cycle is 'The cycle it belongs to.';
comment on column returned_figure.area is 'The authority.';
comment on column returned_figure.version is 'The submission it belongs to.';
comment on column returned_figure.kpi is 'The KPI.';
comment on column returned_figure.ordinal is 'The column of the cycle it stands in.';
comment on column returned_figure.value is 'In the KPI''s unit, as returned; empty where there is no number.';
comment on column returned_figure.status is 'value or zero where there is a number; else why there is none.';
comment on column returned_figure.note is 'What the authority wrote beside it.';
comment on column returned_figure.numerator is 'Cases counted, where returned.';
comment on column returned_figure.denominator is 'What they are a share of.';
comment on column returned_figure.part_year is 'Whether it covers part of a year.';
comment on column returned_figure.period_end is 'Last day it covers, where returned.';
comment on column returned_figure.place is 'Place in the file it was read from.';
