-- The one exception to a ledger that only grows.

-- name: say_erased
-- grain: erased_at
-- The stub of an erasure: when, why, in how many places, and by whom; not what it was.
insert into erasure values ($erased_at, $why, $places, $actor, $actor_role);

-- name: read_from_files
-- grain: cycle, area, version
-- Which file each version was read from, or mends.
select
    cycle,
    area,
    version,
    sha256,
from submission_origin
where sha256 is not null
order by cycle, area, version;
