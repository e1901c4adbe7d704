--! Table: artists
--! Grain: one row per artist, in Parquet files
--! Reads: artists
--! Writes: the files under TARGET
--! Rerun: safe, because every export has a prefix of its own
unload (
    'select
        artist_id,
        name,
        location,
        latitude,
        longitude
    from artists'
)
to :TARGET
iam_role :IAM_ROLE
format as parquet;
