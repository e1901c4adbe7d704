--! Table: etl_rejects
--! Grain: one row per object version that was left out
--! Reads: –
--! Writes: etl_rejects
--! Rerun: safe, because it only removes
delete from etl_rejects
where
    source = $1
    and key = $2
    and etag = $3;
