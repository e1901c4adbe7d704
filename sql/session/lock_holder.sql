--! Table: –
--! Grain: one row per session that holds the lock
--! Reads: svv_transactions, pg_class
--! Writes: –
--! Rerun: safe, because it only reads
-- Asked on a connection of its own, while the run's own waits.
select distinct
    svv_transactions.pid as holder_pid,
    trim(svv_transactions.txn_owner) as holder,
    svv_transactions.txn_start::varchar(32) as holder_since
from svv_transactions
inner join pg_class
    on svv_transactions.relation = pg_class.oid
where
    pg_class.relname = 'etl_lock'
    and svv_transactions.granted;
