-- Rows of what authorities sent that should not exist.

-- name: part_without_version
-- grain: part, cycle, area, version
-- Words, placements, sign-offs, problems or an origin of a version that nobody sent.
with parts as (
    select 'figure' as part, cycle, area, version
    from returned_figure
    union
    select 'answer' as part, cycle, area, version
    from returned_answer
    union
    select 'placement' as part, cycle, area, version
    from returned_placement
    union
    select 'sign-off in the file' as part, cycle, area, version
    from returned_sign_off
    union
    select 'problem' as part, cycle, area, version
    from returned_problem
    union
    select 'origin' as part, cycle, area, version
    from submission_origin
    union
    select 'sign-off' as part, cycle, area, version
    from sign_off_entry
)

select parts.*,
from parts
anti join submission using (cycle, area, version);

-- name: signature_of_other_content
-- grain: cycle, area, office, revision
-- A sign-off whose content hash is not that of the version it names.
select sign_off_entry.cycle, sign_off_entry.area, sign_off_entry.office, sign_off_entry.revision
from sign_off_entry
inner join submission using (cycle, area, version)
where submission.content_hash is distinct from sign_off_entry.content_hash;

-- name: origin_without_file
-- grain: cycle, area, version
-- A version that was read from a file that was never received.
select submission_origin.cycle, submission_origin.area, submission_origin.version
from submission_origin
anti join received_file using (sha256)
where submission_origin.sha256 is not null;
