--! Table: etl_files
--! Grain: one row per 44 objects of a source loaded before, or fewer: a line of its text each
--! Reads: etl_files
--! Writes: –
--! Rerun: safe, because it only reads
-- Many in one text, in any order: a first look at a bucket of a million objects is a million versions that cross the
-- wire. 44 of the longest fit into the 65,535 bytes that LISTAGG may give. A key with a line break cannot be told, and
-- is loaded anew.
with numbered_files as (
    select
        source,
        key || ' ' || etag as version,
        (row_number() over () - 1) / 44 as part
    from etl_files
    where
        key not like '%
%'
)

select
    source,
    listagg(version, '
') as versions
from numbered_files
group by
    source,
    part;
