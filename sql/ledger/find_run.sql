--! Table: etl_runs
--! Grain: one row per run
--! Reads: etl_runs
--! Writes: –
--! Rerun: safe, because it only reads
select status
from etl_runs
where run_id = $1;
