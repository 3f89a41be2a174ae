-- What authorities sent, as seen at a moment: every version with its file, its words, placements, problems, and who signed which.

-- name: sent
-- grain: cycle, area, version
-- Every version that had been recorded by the moment, with the file it came from; `latest` is the one that counts.
create or replace view sent as
select
    submission.*,
    submission_origin.how,
    submission_origin.form,
    submission_origin.based_on,
    submission_origin.sha256,
    received_file.kind as file_kind,
    received_file.bytes,
    submission.version = max(submission.version) over (partition by submission.cycle, submission.area) as latest,
    count(*) over (partition by submission.cycle, submission.area) as versions,
from submission
cross join moment
left join submission_origin using (cycle, area, version)
left join received_file using (sha256)
where submission.recorded_at <= moment.as_of;

-- name: answer
-- grain: cycle, area, version, item, entry, part
-- Words of the versions.
create or replace view answer as
select returned_answer.*
from returned_answer
semi join sent using (cycle, area, version);

-- name: own_placement
-- grain: cycle, area, version, enabler
-- Where versions place their authority on the grid.
create or replace view own_placement as
select returned_placement.*
from returned_placement
semi join sent using (cycle, area, version);

-- name: written_sign_off
-- grain: cycle, area, version, office
-- What files say of who signed them.
create or replace view written_sign_off as
select returned_sign_off.*
from returned_sign_off
semi join sent using (cycle, area, version);

-- name: problem
-- grain: cycle, area, version, ordinal
-- What was found to look at in the versions.
create or replace view problem as
select returned_problem.*
from returned_problem
semi join sent using (cycle, area, version);

-- name: sent_figure
-- grain: cycle, area, version, kpi, ordinal
-- Figures of every version; `figure` has those of the one that counts.
create or replace view sent_figure as
select returned_figure.*
from returned_figure
semi join sent using (cycle, area, version);

-- name: sign_off
-- grain: cycle, area, office
-- The last word of each office by the moment, if it stands, and whether it is of the version that counts.
create or replace view sign_off as
with last_word as (
    select sign_off_entry.*
    from sign_off_entry
    cross join moment
    where sign_off_entry.recorded_at <= moment.as_of
    qualify row_number() over (
        partition by sign_off_entry.cycle, sign_off_entry.area, sign_off_entry.office order by sign_off_entry.revision desc
    ) = 1
)

select
    last_word.*,
    sent.version is not null and sent.content_hash = last_word.content_hash as current,
from last_word
left join sent on sent.cycle = last_word.cycle and sent.area = last_word.area and sent.latest and sent.version = last_word.version
where last_word.state = 'stands';

-- name: explanation
-- grain: cycle, area, kpi, ordinal
-- What authorities say of a difference from the published figure, the last word of each.
create or replace view explanation as
with last_word as (
    select explanation_entry.*
    from explanation_entry
    cross join moment
    where explanation_entry.recorded_at <= moment.as_of
    qualify row_number() over (
        partition by explanation_entry.cycle, explanation_entry.area, explanation_entry.kpi, explanation_entry.ordinal
        order by explanation_entry.revision desc
    ) = 1
)

select last_word.*,
from last_word
where last_word."text" <> '';
