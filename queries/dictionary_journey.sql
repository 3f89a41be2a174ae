-- The data dictionary, fifth part: the improvement journey, and the reference tables that came with it.

-- name: placement_entry
-- grain: none
-- Every word on where an authority stands on one enabler. self: by the authority; draft: its own, still being written;
-- preliminary: by the group in its meeting; agreed: after the forum. Not placed is a word too; a withdrawn revision takes a
-- placement back.
comment on table placement_entry is 'Every word on where an authority stands on one enabler.';
comment on column placement_entry.cycle is 'The cycle it belongs to.';
comment on column placement_entry.area is 'The authority.';
comment on column placement_entry.enabler is 'The enabler of the grid.';
comment on column placement_entry.kind
    is 'self, draft (its own, still being written), preliminary (by the group) or agreed (after the forum).';
comment on column placement_entry.revision is 'Counts up with each word on the same placement; the latest counts.';
comment on column placement_entry.state is 'placed, not_placed, or withdrawn: taken back, as if nothing had been said.';
comment on column placement_entry.position
    is '1 poor to fair, 3 fair to good, 5 good to great, 2 and 4 between; only when placed.';
comment on column placement_entry.evidence is 'The line it rests on; of the group its reason. May be empty.';
comment on column placement_entry.origin is 'Where it came from: the version of a self-view, or on screen.';
comment on column placement_entry.recorded_at is 'When it was written, UTC.';
comment on column placement_entry.actor is 'Who wrote it, as declared and not authenticated.';
comment on column placement_entry.actor_role is 'Role of who wrote it, as declared and not authenticated.';

-- name: placement_sign_off_entry
-- grain: none
-- Who signed an authority's own placement as it stood; a change of any of the seven withdraws it, in the same write.
comment on table placement_sign_off_entry
    is 'Who signed an authority''s own placement as it stood; a change of any of the seven withdraws it, in the same write.';
comment on column placement_sign_off_entry.cycle is 'The cycle it belongs to.';
comment on column placement_sign_off_entry.area is 'The authority.';
comment on column placement_sign_off_entry.office is 'dcs, lm (Lead Member) or ce (Chief Executive).';
comment on column placement_sign_off_entry.revision is 'Counts up with each word of the office; the latest counts.';
comment on column placement_sign_off_entry.name is 'Who signs, as written.';
comment on column placement_sign_off_entry.state is 'stands or withdrawn.';
comment on column placement_sign_off_entry.reason is 'Why it was withdrawn.';
comment on column placement_sign_off_entry.recorded_at is 'When it was written, UTC.';
comment on column placement_sign_off_entry.actor is 'Who wrote it, as declared and not authenticated.';
comment on column placement_sign_off_entry.actor_role is 'Role of who wrote it, as declared and not authenticated.';

-- name: agenda_entry
-- grain: none
-- The order in which the chair takes the authorities of a cycle in the group's meeting; a revision is whole.
comment on table agenda_entry
    is 'The order in which the chair takes the authorities of a cycle in the group''s meeting; a revision is whole.';
comment on column agenda_entry.cycle is 'The cycle it belongs to.';
comment on column agenda_entry.revision is 'Counts up with each order saved; the latest counts whole.';
comment on column agenda_entry.ordinal is 'Place in the order, from 1.';
comment on column agenda_entry.area is 'The authority.';
comment on column agenda_entry.recorded_at is 'When it was written, UTC.';
comment on column agenda_entry.actor is 'Who wrote it, as declared and not authenticated.';
comment on column agenda_entry.actor_role is 'Role of who wrote it, as declared and not authenticated.';

-- name: prompt_entry
-- grain: none
-- A region's own prompt for an enabler and stage, in place of the project's; an empty text gives it back.
comment on table prompt_entry
    is 'A region''s own prompt for an enabler and stage, in place of the project''s; an empty text gives it back.';
comment on column prompt_entry.region is 'The region whose prompt it is.';
comment on column prompt_entry.enabler is 'The enabler of the grid.';
comment on column prompt_entry.position is 'The stage: 1 poor to fair, 3 fair to good, 5 good to great.';
comment on column prompt_entry.revision is 'Counts up with each change; the latest counts.';
comment on column prompt_entry."text" is 'The prompt; empty gives the project’s own back.';
comment on column prompt_entry.recorded_at is 'When it was written, UTC.';
comment on column prompt_entry.actor is 'Who wrote it, as declared and not authenticated.';
comment on column prompt_entry.actor_role is 'Role of who wrote it, as declared and not authenticated.';

-- name: tag_entry
-- grain: none
-- What a person says a strength or wanted focus of Section 4 is about: a group of KPIs or an enabler. It hangs on the words, by
-- their hash: words that change must be tagged again.
comment on table tag_entry is 'What a person says a strength or wanted focus of Section 4 is about: a group of KPIs or an enabler.';
comment on column tag_entry.cycle is 'The cycle it belongs to.';
comment on column tag_entry.area is 'The authority.';
comment on column tag_entry.item is 'The question of Section 4: strengths or focus-wanted.';
comment on column tag_entry.text_hash is 'SHA-256 of the words that are tagged.';
comment on column tag_entry.about is 'kpi_group or enabler.';
comment on column tag_entry.tagged is 'Key of the group of KPIs or enabler.';
comment on column tag_entry.revision is 'Counts up with each word on the same tag; the latest counts.';
comment on column tag_entry.state is 'stands or withdrawn.';
comment on column tag_entry.recorded_at is 'When it was written, UTC.';
comment on column tag_entry.actor is 'Who wrote it, as declared and not authenticated.';
comment on column tag_entry.actor_role is 'Role of who wrote it, as declared and not authenticated.';

-- name: reference_enabler
-- grain: none
-- The seven enablers of the LGA/Isos research, by their exact names.
comment on table reference_enabler is 'The seven enablers of the LGA/Isos research, by their exact names.';
comment on column reference_enabler.edition is 'The edition of reference data and rules it belongs to.';
comment on column reference_enabler.enabler is 'The enabler of the grid.';
comment on column reference_enabler.number is 'Its number in the research, 1 to 7.';
comment on column reference_enabler.name is 'Its exact name.';
comment on column reference_enabler.short_name is 'Name for the head of a column.';

-- name: reference_grid_position
-- grain: none
-- The five positions of the grid: three stages of the journey and the two between them.
comment on table reference_grid_position is 'The five positions of the grid: three stages of the journey and the two between them.';
comment on column reference_grid_position.edition is 'The edition of reference data and rules it belongs to.';
comment on column reference_grid_position.position is '1 to 5.';
comment on column reference_grid_position.name is 'What it is called.';
comment on column reference_grid_position.stage is 'Whether it is one of the three stages; the others lie between two.';

-- name: reference_prompt
-- grain: none
-- Short prompts for each enabler and stage, in the project's own words: not the text of the LGA/Isos grid.
comment on table reference_prompt
    is 'Short prompts for each enabler and stage, in the project''s own words: not the text of the LGA/Isos grid.';
comment on column reference_prompt.edition is 'The edition of reference data and rules it belongs to.';
comment on column reference_prompt.enabler is 'The enabler of the grid.';
comment on column reference_prompt.position is 'The stage: 1, 3 or 5.';
comment on column reference_prompt."text" is 'The prompt, in the project’s own words.';

-- name: reference_enabler_group
-- grain: none
-- Groups of KPIs that are shown beside an enabler. Beside, not as proof: figures do not say where an authority stands.
comment on table reference_enabler_group is 'Groups of KPIs that are shown beside an enabler.';
comment on column reference_enabler_group.edition is 'The edition of reference data and rules it belongs to.';
comment on column reference_enabler_group.enabler is 'The enabler of the grid.';
comment on column reference_enabler_group.kpi_group is 'The group of KPIs shown beside it.';
comment on column reference_enabler_group.why is 'Why they are shown beside each other.';

-- name: reference_contrast
-- grain: none
-- Ways in which a placement and what stands beside it can sit oddly, each with the question it asks; {…} is filled in.
comment on table reference_contrast
    is 'Ways in which a placement and what stands beside it can sit oddly, each with the question it asks; {…} is filled in.';
comment on column reference_contrast.edition is 'The edition of reference data and rules it belongs to.';
comment on column reference_contrast.contrast is 'Key of the contrast.';
comment on column reference_contrast."order" is 'Place in the list.';
comment on column reference_contrast.title is 'What it is, in a few words.';
comment on column reference_contrast.question is 'The question it asks; {position}, {enabler} and {figures} are filled in.';

-- name: reference_tag_word
-- grain: none
-- Words that suggest what a strength or wanted focus is about; a person confirms.
comment on table reference_tag_word is 'Words that suggest what a strength or wanted focus is about; a person confirms.';
comment on column reference_tag_word.edition is 'The edition of reference data and rules it belongs to.';
comment on column reference_tag_word.about is 'kpi_group or enabler.';
comment on column reference_tag_word.tagged is 'Key of the group of KPIs or enabler it suggests.';
comment on column reference_tag_word.word is 'The word or phrase, in lower case.';
