--! Table: etl_lock
--! Grain: –
--! Reads: etl_lock
--! Writes: –
--! Rerun: safe, because it waits for its turn
-- The first statement of the transaction that can take a snapshot: what it sees is what the run before it left.
lock etl_lock;
