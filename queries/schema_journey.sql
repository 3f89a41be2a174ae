-- Tables of the improvement journey: who is placed where on the LGA/Isos grid, by whom, and what was said about it. Insert-only, like
-- all of the ledger. Placements are never in a file for Ofsted, and never inferred from figures.

-- name: placement_entry
-- grain: cycle, area, enabler, kind, revision
-- Every word on where an authority stands on one enabler. self: by the authority; draft: its own, still being written; preliminary:
-- by the group in its meeting; agreed: after the forum. Not placed is a word too; a withdrawn revision takes a placement back.
create table if not exists placement_entry (
    cycle varchar not null,
    area varchar not null,
    enabler varchar not null,
    kind varchar not null check (kind in ('self', 'draft', 'preliminary', 'agreed')),
    revision integer not null,
    state varchar not null check (state in ('placed', 'not_placed', 'withdrawn')),
    position integer check (position between 1 and 5),
    evidence varchar not null,
    origin varchar not null,
    recorded_at timestamp not null,
    actor varchar not null,
    actor_role varchar not null,
    primary key (cycle, area, enabler, kind, revision),
    check ((state = 'placed') = (position is not null))
);

-- name: placement_sign_off_entry
-- grain: cycle, area, office, revision
-- Who signed an authority's own placement as it stood; a change of any of the seven withdraws it, in the same write.
create table if not exists placement_sign_off_entry (
    cycle varchar not null,
    area varchar not null,
    office varchar not null check (office in ('dcs', 'lm', 'ce')),
    revision integer not null,
    name varchar not null,
    state varchar not null check (state in ('stands', 'withdrawn')),
    reason varchar,
    recorded_at timestamp not null,
    actor varchar not null,
    actor_role varchar not null,
    primary key (cycle, area, office, revision)
);

-- name: agenda_entry
-- grain: cycle, revision, ordinal
-- The order in which the chair takes the authorities of a cycle in the group's meeting; a revision is whole.
create table if not exists agenda_entry (
    cycle varchar not null,
    revision integer not null,
    ordinal integer not null,
    area varchar not null,
    recorded_at timestamp not null,
    actor varchar not null,
    actor_role varchar not null,
    primary key (cycle, revision, ordinal)
);

-- name: prompt_entry
-- grain: region, enabler, position, revision
-- A region's own prompt for an enabler and stage, in place of the project's; an empty text gives it back.
create table if not exists prompt_entry (
    region varchar not null,
    enabler varchar not null,
    position integer not null check (position in (1, 3, 5)),
    revision integer not null,
    "text" varchar not null,
    recorded_at timestamp not null,
    actor varchar not null,
    actor_role varchar not null,
    primary key (region, enabler, position, revision)
);

-- name: tag_entry
-- grain: cycle, area, item, text_hash, about, tagged, revision
-- What a person says a strength or wanted focus of Section 4 is about: a group of KPIs or an enabler. It hangs on the words, by their
-- hash: words that change must be tagged again.
create table if not exists tag_entry (
    cycle varchar not null,
    area varchar not null,
    item varchar not null check (item in ('strengths', 'focus-wanted')),
    text_hash varchar not null,
    about varchar not null check (about in ('kpi_group', 'enabler')),
    tagged varchar not null,
    revision integer not null,
    state varchar not null check (state in ('stands', 'withdrawn')),
    recorded_at timestamp not null,
    actor varchar not null,
    actor_role varchar not null,
    primary key (cycle, area, item, text_hash, about, tagged, revision)
);
