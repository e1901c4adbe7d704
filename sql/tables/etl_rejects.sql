--! Table: etl_rejects
--! Grain: one row per object version that was left out, with the first fault found in it
--! Reads: –
--! Writes: etl_rejects
--! Rerun: safe, because a table that is there stays as it is
-- Filled only with [S3] ON_BAD_OBJECT = quarantine. closed_at is set when another version of the
-- object is loaded, or left out in its turn.
-- Never the value at fault: it may be personal.
create table if not exists etl_rejects (
    source varchar(16) not null,
    key varchar(1200) not null,
    etag varchar(256) not null,
    line bigint,
    column_name varchar(127),
    reason varchar(512) not null,
    run_id varchar(36) not null,
    rejected_at timestamp not null,
    closed_at timestamp,
    primary key (source, key, etag)
)
diststyle all
sortkey (rejected_at);
