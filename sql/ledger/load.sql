--! Table: etl_files
--! Grain: one row per object that this run loads
--! Reads: the manifest's file, touched_files
--! Writes: etl_files, touched_files
--! Rerun: safe, because an object's former version leaves the ledger first
-- By COPY, as all else: 15,000 rows by INSERT take longer than the load itself.
create temp table touched_files (
    source varchar(16) not null,
    key varchar(1200) not null,
    etag varchar(256) not null,
    size bigint not null,
    last_modified timestamp not null
);

copy touched_files (source, key, etag, size, last_modified)
from :MANIFEST
iam_role :IAM_ROLE
region :REGION
format as json 'auto'
manifest
gzip
timeformat 'epochmillisecs'
compupdate off
statupdate off;

delete from etl_files
using touched_files
where
    etl_files.source = touched_files.source
    and etl_files.key = touched_files.key;

insert into etl_files (
    source, key, etag, size, last_modified, run_id, loaded_at
)
select
    source,
    key,
    etag,
    size,
    last_modified,
    :RUN_ID as run_id,
    :NOW::timestamp as loaded_at
from touched_files;
