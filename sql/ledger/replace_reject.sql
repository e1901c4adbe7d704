--! Table: etl_rejects
--! Grain: one row per object version that was left out
--! Reads: –
--! Writes: etl_rejects
--! Rerun: safe, because what is closed stays closed
-- Before an object's next bad version is noted: one open reject an object says which version not to try again.
update etl_rejects
set closed_at = $3
where
    source = $1
    and key = $2
    and closed_at is null;
