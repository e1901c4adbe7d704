--! Table: –
--! Grain: –
--! Reads: –
--! Writes: –
--! Rerun: safe, because it sets what the session has
-- By SET, not in the start-up message: Redshift refuses settings there that PostgreSQL takes.
set statement_timeout to :STATEMENT_TIMEOUT;

set query_group to 'sparkify_etl';
