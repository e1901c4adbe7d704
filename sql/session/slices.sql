--! Table: –
--! Grain: one row
--! Reads: stv_slices
--! Writes: –
--! Rerun: safe, because it only reads
-- Sees nothing without the right to (a user sees no stv_ rows of others unless SYSLOG ACCESS is unrestricted).
select count(*) as slices
from stv_slices;
