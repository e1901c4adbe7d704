--! Table: users
--! Grain: one row per user, in Parquet files
--! Reads: users
--! Writes: the files under TARGET
--! Rerun: safe, because every export has a prefix of its own
unload (
    'select
        user_id,
        first_name,
        last_name,
        gender,
        level,
        last_event_at,
        last_session_id,
        last_item_in_session
    from users'
)
to :TARGET
iam_role :IAM_ROLE
format as parquet;
