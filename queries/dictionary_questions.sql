-- The data dictionary, sixth part: challenge questions and Ofsted's key lines of enquiry.

-- name: question_entry
-- grain: none
-- Every word on a challenge question, the whole of it each time; the latest revision counts.
comment on table question_entry is 'Every word on a challenge question, the whole of it each time; the latest revision counts.';
comment on column question_entry.question is 'The question''s made-up id.';
comment on column question_entry.revision is 'Counts up with each word on the question.';
comment on column question_entry.cycle is 'The cycle it belongs to.';
comment on column question_entry.area is 'The authority.';
comment on column question_entry.state is 'draft, proposed, agreed, issued, parked, or withdrawn.';
comment on column question_entry.headline is 'What it is about in a few words.';
comment on column question_entry.claim is 'What the self-view says, or empty.';
comment on column question_entry.explanation is 'One explanation of what is seen.';
comment on column question_entry.other_explanation is 'Its rival.';
comment on column question_entry.wording is 'The question itself.';
comment on column question_entry.theme is 'A group of KPIs or an enabler; empty for none.';
comment on column question_entry.focus is 'Education, Social Care, or empty.';
comment on column question_entry.source is 'Where it comes from: data, self-view, ofsted or group.';
comment on column question_entry."owner" is 'Who sees it through; empty for nobody yet.';
comment on column question_entry.line is 'The line of enquiry it was made of; empty for none.';
comment on column question_entry.reason is 'Why its state changed, where somebody said so.';
comment on column question_entry.recorded_at is 'When it was written, UTC.';
comment on column question_entry.actor is 'Who wrote it, as declared and not authenticated.';
comment on column question_entry.actor_role is 'Role of who wrote it, as declared and not authenticated.';

-- name: question_evidence_entry
-- grain: none
-- What a question rests on, as it was when it was taken up.
comment on table question_evidence_entry is 'What a question rests on, as it was when it was taken up.';
comment on column question_evidence_entry.question is 'The question.';
comment on column question_evidence_entry.evidence is 'Counts the question''s evidence.';
comment on column question_evidence_entry.revision is 'Counts up with each word on it; the latest counts.';
comment on column question_evidence_entry.state is 'stands or withdrawn.';
comment on column question_evidence_entry.line is 'The line of enquiry it came with; empty for none.';
comment on column question_evidence_entry."role"
    is 'What it is in the line: figure, other, earlier, published, returned, words or placement.';
comment on column question_evidence_entry.source is 'published, returned, self-view or ofsted.';
comment on column question_evidence_entry.kpi is 'The KPI; empty where it is no figure.';
comment on column question_evidence_entry.ordinal is 'The cycle''s column; empty for a year outside them.';
comment on column question_evidence_entry.source_year is 'The source year; empty where it is no published figure.';
comment on column question_evidence_entry.period_label is 'The period in words.';
comment on column question_evidence_entry."value" is 'The figure as it was; empty for none.';
comment on column question_evidence_entry.status is 'The figure''s status as it was; empty where it is no figure.';
comment on column question_evidence_entry.england is 'England''s figure as it was.';
comment on column question_evidence_entry.region_value is 'The region''s figure as it was.';
comment on column question_evidence_entry.previous_value is 'The authority''s figure of the period before, as it was.';
comment on column question_evidence_entry.part_year is 'Whether it covers a part of a year.';
comment on column question_evidence_entry.cell is 'Where the figure or the words came from.';
comment on column question_evidence_entry.words is 'The evidence in words, as it was shown.';
comment on column question_evidence_entry.recorded_at is 'When it was written, UTC.';
comment on column question_evidence_entry.actor is 'Who wrote it, as declared and not authenticated.';
comment on column question_evidence_entry.actor_role is 'Role of who wrote it, as declared and not authenticated.';

-- name: question_comment_entry
-- grain: none
-- What people said about a question.
comment on table question_comment_entry is 'What people said about a question.';
comment on column question_comment_entry.question is 'The question.';
comment on column question_comment_entry."comment" is 'Counts the question''s comments.';
comment on column question_comment_entry."text" is 'What was said.';
comment on column question_comment_entry.recorded_at is 'When it was written, UTC.';
comment on column question_comment_entry.actor is 'Who wrote it, as declared and not authenticated.';
comment on column question_comment_entry.actor_role is 'Role of who wrote it, as declared and not authenticated.';

-- name: focus_entry
-- grain: none
-- The group's choice of focus for an authority; the latest revision counts.
comment on table focus_entry is 'The group''s choice of focus for an authority; the latest revision counts.';
comment on column focus_entry.cycle is 'The cycle it belongs to.';
comment on column focus_entry.area is 'The authority.';
comment on column focus_entry.revision is 'Counts up with each choice.';
comment on column focus_entry.focus is 'Education, Social Care or both.';
comment on column focus_entry.reason is 'Why, in the group''s words; may be empty.';
comment on column focus_entry.state is 'stands or withdrawn.';
comment on column focus_entry.recorded_at is 'When it was written, UTC.';
comment on column focus_entry.actor is 'Who wrote it, as declared and not authenticated.';
comment on column focus_entry.actor_role is 'Role of who wrote it, as declared and not authenticated.';

-- name: issue_entry
-- grain: none
-- What an authority was sent; a later version is a correction.
comment on table issue_entry is 'What an authority was sent; a later version is a correction.';
comment on column issue_entry.cycle is 'The cycle it belongs to.';
comment on column issue_entry.area is 'The authority.';
comment on column issue_entry.version is 'Counts what was sent, from 1.';
comment on column issue_entry.focus is 'The suggested focus that was sent; empty for none.';
comment on column issue_entry.focus_reason is 'What was said for it.';
comment on column issue_entry.correction is 'Why it was sent again; empty for the first.';
comment on column issue_entry.content_hash is 'SHA-256 of focus, questions and evidence as they were sent.';
comment on column issue_entry.recorded_at is 'When it was written, UTC.';
comment on column issue_entry.actor is 'Who wrote it, as declared and not authenticated.';
comment on column issue_entry.actor_role is 'Role of who wrote it, as declared and not authenticated.';

-- name: issued_question_entry
-- grain: none
-- The questions of what was sent, word by word.
comment on table issued_question_entry is 'The questions of what was sent, word by word.';
comment on column issued_question_entry.cycle is 'The cycle it belongs to.';
comment on column issued_question_entry.area is 'The authority.';
comment on column issued_question_entry.version is 'The version that was sent.';
comment on column issued_question_entry.ordinal is 'The order in it.';
comment on column issued_question_entry.question is 'The question.';
comment on column issued_question_entry.revision is 'The revision of it that was sent.';
comment on column issued_question_entry.headline is 'Its headline.';
comment on column issued_question_entry.claim is 'What the self-view says, as sent.';
comment on column issued_question_entry.explanation is 'One explanation, as sent.';
comment on column issued_question_entry.other_explanation is 'Its rival, as sent.';
comment on column issued_question_entry.wording is 'The question itself, as sent.';
comment on column issued_question_entry.theme is 'A group of KPIs or an enabler; empty for none.';
comment on column issued_question_entry.focus is 'Education, Social Care, or empty.';
comment on column issued_question_entry.source is 'data, self-view, ofsted or group.';

-- name: issued_evidence_entry
-- grain: none
-- What the questions that were sent rest on, in words, as it was.
comment on table issued_evidence_entry is 'What the questions that were sent rest on, in words, as it was.';
comment on column issued_evidence_entry.cycle is 'The cycle it belongs to.';
comment on column issued_evidence_entry.area is 'The authority.';
comment on column issued_evidence_entry.version is 'The version that was sent.';
comment on column issued_evidence_entry.ordinal is 'The question in it.';
comment on column issued_evidence_entry.evidence is 'The order within the question.';
comment on column issued_evidence_entry.words is 'The evidence in words.';
comment on column issued_evidence_entry.cell is 'Where it came from.';

-- name: ofsted_line_entry
-- grain: none
-- Ofsted's key lines of enquiry; the latest revision counts.
comment on table ofsted_line_entry is 'Ofsted''s key lines of enquiry; the latest revision counts.';
comment on column ofsted_line_entry.ofsted_line is 'The line''s made-up id.';
comment on column ofsted_line_entry.revision is 'Counts up with each word on it.';
comment on column ofsted_line_entry.cycle is 'The cycle it belongs to.';
comment on column ofsted_line_entry.state is 'stands or withdrawn.';
comment on column ofsted_line_entry."text" is 'What Ofsted asks about, in its words.';
comment on column ofsted_line_entry.letter is 'What it is from, as a letter and its day; may be empty.';
comment on column ofsted_line_entry.origin is 'How it came: entered, pasted, or the name of a file.';
comment on column ofsted_line_entry.place is 'Where in it.';
comment on column ofsted_line_entry.recorded_at is 'When it was written, UTC.';
comment on column ofsted_line_entry.actor is 'Who wrote it, as declared and not authenticated.';
comment on column ofsted_line_entry.actor_role is 'Role of who wrote it, as declared and not authenticated.';

-- name: ofsted_line_area_entry
-- grain: none
-- The authorities one of Ofsted's lines is about.
comment on table ofsted_line_area_entry is 'The authorities one of Ofsted''s lines is about.';
comment on column ofsted_line_area_entry.ofsted_line is 'The line.';
comment on column ofsted_line_area_entry.revision is 'The revision of it.';
comment on column ofsted_line_area_entry.area is 'The authority.';

-- name: ofsted_line_theme_entry
-- grain: none
-- The groups of KPIs and enablers one of Ofsted's lines is about.
comment on table ofsted_line_theme_entry is 'The groups of KPIs and enablers one of Ofsted''s lines is about.';
comment on column ofsted_line_theme_entry.ofsted_line is 'The line.';
comment on column ofsted_line_theme_entry.revision is 'The revision of it.';
comment on column ofsted_line_theme_entry.theme is 'A group of KPIs or an enabler.';
