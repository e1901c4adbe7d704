--! Table: songplays
--! Grain: one row per play, in Parquet files by year and month of its start
--! Reads: songplays, time, exported_partitions
--! Writes: the files under TARGET
--! Rerun: safe, because every export has a prefix of its own
-- Year and month come from time: a text cannot stand in a quoted query without doubling its quotes.
unload (
    'select
        songplays.songplay_id,
        songplays.start_time,
        songplays.user_id,
        songplays.level,
        songplays.song_id,
        songplays.artist_id,
        songplays.session_id,
        songplays.location,
        songplays.user_agent,
        songplays.item_in_session,
        songplays.song_title,
        songplays.artist_name,
        songplays.length,
        time.year,
        time.month
    from songplays
    inner join time
        on songplays.start_time = time.start_time
    inner join exported_partitions
        on time.year = exported_partitions.year
        and time.month = exported_partitions.month
    where exported_partitions.table_name = ''songplays'''
)
to :TARGET
iam_role :IAM_ROLE
format as parquet
partition by (year, month);
