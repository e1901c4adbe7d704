--! Check: artist_id is unique and not null in artists
--! Severity: error
--! Keys: artist_id
--! Reads: artists, touched_artists
-- Redshift's planner trusts the declared key and does not enforce it.
select
    artists.artist_id,
    count(*) as copies
from artists
left join touched_artists
    on artists.artist_id = touched_artists.artist_id
where
    touched_artists.artist_id is not null
    or artists.artist_id is null
group by artists.artist_id
having
    count(*) > 1
    or artists.artist_id is null;
