--! Table: etl_rejects
--! Grain: one row per object version that was left out and not replaced since
--! Reads: etl_rejects
--! Writes: –
--! Rerun: safe, because it only reads
select
    source,
    key || ' ' || etag as version
from etl_rejects
where closed_at is null;
