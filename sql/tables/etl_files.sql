--! Table: etl_files
--! Grain: one row per (source, key): the version of each object that was loaded last
--! Reads: –
--! Writes: etl_files
--! Rerun: safe, because a table that is there stays as it is
-- The ledger. A run loads the objects whose key or etag is not here. key is the whole s3:// address.
create table if not exists etl_files (
    source varchar(16) not null,
    key varchar(1200) not null,
    etag varchar(256) not null,
    size bigint not null,
    last_modified timestamp not null,
    run_id varchar(36) not null,
    loaded_at timestamp not null,
    primary key (source, key)
)
diststyle even
sortkey (source, key);
