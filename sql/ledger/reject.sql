--! Table: etl_rejects
--! Grain: one row per object version that is left out
--! Reads: –
--! Writes: etl_rejects
--! Rerun: safe, because a version is listed only as long as it is neither loaded nor here
insert into etl_rejects (
    source, key, etag, line, column_name, reason, run_id, rejected_at
)
values ($1, $2, $3, $4, $5, $6, $7, $8);
