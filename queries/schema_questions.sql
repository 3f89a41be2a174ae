-- Tables of the challenge questions: what is drafted, what it rests on as it was then, what was said about it, what the authority was
-- sent, and Ofsted's key lines of enquiry. Insert-only, like all of the ledger.

-- name: question_entry
-- grain: question, revision
-- Every word on a question, the whole of it each time. issued: it was sent; a correction makes it a draft again.
create table if not exists question_entry (
    question varchar not null,
    revision integer not null,
    cycle varchar not null,
    area varchar not null,
    state varchar not null check (state in ('draft', 'proposed', 'agreed', 'issued', 'parked', 'withdrawn')),
    headline varchar not null,
    claim varchar not null,
    explanation varchar not null,
    other_explanation varchar not null,
    wording varchar not null,
    theme varchar not null,
    focus varchar not null check (focus in ('', 'Education', 'Social Care')),
    source varchar not null check (source in ('data', 'self-view', 'ofsted', 'group')),
    "owner" varchar not null,
    line varchar not null,
    reason varchar not null,
    recorded_at timestamp not null,
    actor varchar not null,
    actor_role varchar not null,
    primary key (question, revision)
);

-- name: question_evidence_entry
-- grain: question, evidence, revision
-- What a question rests on, as it was when it was taken up. Figures keep their numbers, so that a later revision can be told; other
-- evidence is its words alone.
create table if not exists question_evidence_entry (
    question varchar not null,
    evidence integer not null,
    revision integer not null,
    state varchar not null check (state in ('stands', 'withdrawn')),
    line varchar not null,
    "role" varchar not null,
    source varchar not null,
    kpi varchar not null,
    ordinal integer,
    source_year integer,
    period_label varchar not null,
    "value" double,
    status varchar not null,
    england double,
    region_value double,
    previous_value double,
    part_year boolean not null,
    cell varchar not null,
    words varchar not null,
    recorded_at timestamp not null,
    actor varchar not null,
    actor_role varchar not null,
    primary key (question, evidence, revision)
);

-- name: question_comment_entry
-- grain: question, comment
-- What people said about a question.
create table if not exists question_comment_entry (
    question varchar not null,
    "comment" integer not null,
    "text" varchar not null,
    recorded_at timestamp not null,
    actor varchar not null,
    actor_role varchar not null,
    primary key (question, "comment")
);

-- name: focus_entry
-- grain: cycle, area, revision
-- The group's choice of focus for an authority; a withdrawn one gives it back.
create table if not exists focus_entry (
    cycle varchar not null,
    area varchar not null,
    revision integer not null,
    focus varchar not null check (focus in ('Education', 'Social Care', 'both')),
    reason varchar not null,
    state varchar not null check (state in ('stands', 'withdrawn')),
    recorded_at timestamp not null,
    actor varchar not null,
    actor_role varchar not null,
    primary key (cycle, area, revision)
);

-- name: issue_entry
-- grain: cycle, area, version
-- What an authority was sent; a later version is a correction, and says why.
create table if not exists issue_entry (
    cycle varchar not null,
    area varchar not null,
    version integer not null,
    focus varchar not null check (focus in ('', 'Education', 'Social Care', 'both')),
    focus_reason varchar not null,
    correction varchar not null,
    content_hash varchar not null,
    recorded_at timestamp not null,
    actor varchar not null,
    actor_role varchar not null,
    primary key (cycle, area, version)
);

-- name: issued_question_entry
-- grain: cycle, area, version, ordinal
-- The questions of what was sent, word by word.
create table if not exists issued_question_entry (
    cycle varchar not null,
    area varchar not null,
    version integer not null,
    ordinal integer not null,
    question varchar not null,
    revision integer not null,
    headline varchar not null,
    claim varchar not null,
    explanation varchar not null,
    other_explanation varchar not null,
    wording varchar not null,
    theme varchar not null,
    focus varchar not null,
    source varchar not null,
    primary key (cycle, area, version, ordinal)
);

-- name: issued_evidence_entry
-- grain: cycle, area, version, ordinal, evidence
-- What the questions that were sent rest on, in words, as it was.
create table if not exists issued_evidence_entry (
    cycle varchar not null,
    area varchar not null,
    version integer not null,
    ordinal integer not null,
    evidence integer not null,
    words varchar not null,
    cell varchar not null,
    primary key (cycle, area, version, ordinal, evidence)
);

-- name: ofsted_line_entry
-- grain: ofsted_line, revision
-- Ofsted's key lines of enquiry, as entered, pasted or read from a list; `place` is where in it.
create table if not exists ofsted_line_entry (
    ofsted_line varchar not null,
    revision integer not null,
    cycle varchar not null,
    state varchar not null check (state in ('stands', 'withdrawn')),
    "text" varchar not null,
    letter varchar not null,
    origin varchar not null,
    place varchar not null,
    recorded_at timestamp not null,
    actor varchar not null,
    actor_role varchar not null,
    primary key (ofsted_line, revision)
);

-- name: ofsted_line_area_entry
-- grain: ofsted_line, revision, area
-- The authorities a line is about.
create table if not exists ofsted_line_area_entry (
    ofsted_line varchar not null,
    revision integer not null,
    area varchar not null,
    primary key (ofsted_line, revision, area)
);

-- name: ofsted_line_theme_entry
-- grain: ofsted_line, revision, theme
-- The groups of KPIs or enablers a line is about.
create table if not exists ofsted_line_theme_entry (
    ofsted_line varchar not null,
    revision integer not null,
    theme varchar not null,
    primary key (ofsted_line, revision, theme)
);
