--! Table: etl_rejects
--! Grain: one row per object version that was left out and not replaced since
--! Reads: etl_rejects
--! Writes: –
--! Rerun: safe, because it only reads
select key || ' ' || etag as version
from etl_rejects
where
    source = $1
    and closed_at is null;
