-- The data dictionary, fourth part: what authorities send beside figures.

-- name: received_file
-- grain: none
-- A file as it came, kept in files/ under its hash.
comment on table received_file is 'A file as it came, kept in files/ under its hash.';
comment on column received_file.sha256 is 'SHA-256 of its bytes, and its name in files/.';
comment on column received_file.name is 'The name it came with, without folders.';
comment on column received_file.kind is 'word, old_word (.doc), workbook or table (CSV).';
comment on column received_file.bytes is 'Its size.';
comment on column received_file.recorded_at is 'When it was written, UTC.';
comment on column received_file.actor is 'Who wrote it, as declared and not authenticated.';
comment on column received_file.actor_role is 'Role of who wrote it, as declared and not authenticated.';

-- name: submission_origin
-- grain: none
-- What a version came from: a file that was sent, or an earlier version mended on screen.
comment on table submission_origin is 'What a version came from: a file that was sent, or an earlier version mended on screen.';
comment on column submission_origin.cycle is 'The cycle it belongs to.';
comment on column submission_origin.area is 'The authority.';
comment on column submission_origin.version is 'The submission it belongs to.';
comment on column submission_origin.how is 'file: read from a file; mended: an earlier version with figures put right on screen.';
comment on column submission_origin.sha256 is 'The file it was read from; for a mended version that of the version it mends.';
comment on column submission_origin.form is 'The form it was read by, in data/reference/forms.';
comment on column submission_origin.based_on is 'The version that was mended; empty for a file.';

-- name: returned_answer
-- grain: none
-- What was written under a question of the form, entry by entry.
comment on table returned_answer is 'What was written under a question of the form, entry by entry.';
comment on column returned_answer.cycle is 'The cycle it belongs to.';
comment on column returned_answer.area is 'The authority.';
comment on column returned_answer.version is 'The submission it belongs to.';
comment on column returned_answer.item is 'Key of the question in the form; other for words that stand under none.';
comment on column returned_answer.entry is 'Counts the entries under a question, from 1.';
comment on column returned_answer.part
    is 'Column of a list (action, progress, impact), else empty; for other words the heading they stand under.';
comment on column returned_answer."text" is 'The words, whole.';
comment on column returned_answer.place is 'Place in the file it was read from.';

-- name: returned_placement
-- grain: none
-- Where a version places its authority on the improvement grid: position 1 to 5, none is not placed.
comment on table returned_placement is 'Where a version places its authority on the improvement grid: position 1 to 5, none is not placed.';
comment on column returned_placement.cycle is 'The cycle it belongs to.';
comment on column returned_placement.area is 'The authority.';
comment on column returned_placement.version is 'The submission it belongs to.';
comment on column returned_placement.enabler is 'Key of the enabler in the form.';
comment on column returned_placement.position is '1 to 5 as the form names them; empty is not placed.';
comment on column returned_placement.evidence is 'The line of evidence, may be empty.';
comment on column returned_placement.place is 'Place in the file it was read from.';

-- name: returned_sign_off
-- grain: none
-- What the file itself says of who signed it: Director (dcs), Lead Member (lm), Chief Executive (ce).
comment on table returned_sign_off is 'What the file itself says of who signed it: Director (dcs), Lead Member (lm), Chief Executive (ce).';
comment on column returned_sign_off.cycle is 'The cycle it belongs to.';
comment on column returned_sign_off.area is 'The authority.';
comment on column returned_sign_off.version is 'The submission it belongs to.';
comment on column returned_sign_off.office is 'dcs, lm or ce.';
comment on column returned_sign_off.name is 'The name in the file.';
comment on column returned_sign_off.day is 'The day in the file, where one is said.';
comment on column returned_sign_off.place is 'Place in the file it was read from.';

-- name: returned_problem
-- grain: none
-- What was found to look at in a version: it blocks what it concerns (a figure, by number and column), or is to be confirmed.
comment on table returned_problem
    is 'What was found to look at in a version: it blocks what it concerns (a figure, by number and column), or is to be confirmed.';
comment on column returned_problem.cycle is 'The cycle it belongs to.';
comment on column returned_problem.area is 'The authority.';
comment on column returned_problem.version is 'The submission it belongs to.';
comment on column returned_problem.ordinal is 'Counts the problems of a version, in reading order.';
comment on column returned_problem.place is 'Where in the file.';
comment on column returned_problem.found is 'What was found.';
comment on column returned_problem.expected is 'What was expected.';
comment on column returned_problem.way_out is 'What to do.';
comment on column returned_problem.blocks is 'Whether it keeps out the figure it concerns.';
comment on column returned_problem.number is 'Number of the KPI it concerns in the form, if one.';
comment on column returned_problem.column_key is 'Key of the column it concerns, if one.';

-- name: sign_off_entry
-- grain: none
-- Who signed which version, by its content hash; a later version is unsigned.
comment on table sign_off_entry is 'Who signed which version, by its content hash; a later version is unsigned.';
comment on column sign_off_entry.cycle is 'The cycle it belongs to.';
comment on column sign_off_entry.area is 'The authority.';
comment on column sign_off_entry.office is 'dcs, lm or ce.';
comment on column sign_off_entry.revision is 'Counts up with each change; the latest counts.';
comment on column sign_off_entry.version is 'The version that was signed.';
comment on column sign_off_entry.content_hash is 'Content hash of the version that was signed.';
comment on column sign_off_entry.name is 'Who signed, as declared.';
comment on column sign_off_entry.state is 'stands, or withdrawn.';
comment on column sign_off_entry.reason is 'Why it was changed or withdrawn.';
comment on column sign_off_entry.recorded_at is 'When it was written, UTC.';
comment on column sign_off_entry.actor is 'Who wrote it, as declared and not authenticated.';
comment on column sign_off_entry.actor_role is 'Role of who wrote it, as declared and not authenticated.';

-- name: explanation_entry
-- grain: none
-- Why a returned figure differs from the published one, in the authority's words; an empty text takes it back.
comment on table explanation_entry
    is 'Why a returned figure differs from the published one, in the authority''s words; an empty text takes it back.';
comment on column explanation_entry.cycle is 'The cycle it belongs to.';
comment on column explanation_entry.area is 'The authority.';
comment on column explanation_entry.kpi is 'The KPI.';
comment on column explanation_entry.ordinal is 'The column of the cycle the figure stands in.';
comment on column explanation_entry.revision is 'Counts up with each change; the latest counts.';
comment on column explanation_entry."text" is 'The explanation; empty takes it back.';
comment on column explanation_entry.recorded_at is 'When it was written, UTC.';
comment on column explanation_entry.actor is 'Who wrote it, as declared and not authenticated.';
comment on column explanation_entry.actor_role is 'Role of who wrote it, as declared and not authenticated.';

-- name: erasure
-- grain: none
-- The one exception to growing: when something was erased, why and by whom, and how many places held it; not what it was.
comment on table erasure
    is 'The one exception to growing: when something was erased, why and by whom, and how many places held it; not what it was.';
comment on column erasure.erased_at is 'When it was done, UTC.';
comment on column erasure.why is 'The reason given.';
comment on column erasure.places is 'In how many rows, files and copies it was found.';
comment on column erasure.actor is 'Who wrote it, as declared and not authenticated.';
comment on column erasure.actor_role is 'Role of who wrote it, as declared and not authenticated.';
