--! Table: etl_rejects
--! Grain: one row per object version that was left out
--! Reads: touched_files
--! Writes: etl_rejects
--! Rerun: safe, because what is closed stays closed
-- The object was loaded in another version: what was wrong with it is mended.
update etl_rejects
set closed_at = :NOW::timestamp
from touched_files
where
    etl_rejects.source = touched_files.source
    and etl_rejects.key = touched_files.key
    and etl_rejects.closed_at is null;
