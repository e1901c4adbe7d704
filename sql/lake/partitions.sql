--! Table: exported_partitions
--! Grain: one row per partition that this export writes
--! Reads: etl_lake_pending
--! Writes: exported_partitions
--! Rerun: safe, because the table is the session's own
create temp table exported_partitions as
select distinct
    table_name,
    year,
    month
from etl_lake_pending;

select
    table_name,
    year,
    month
from exported_partitions
order by
    table_name,
    year,
    month;
