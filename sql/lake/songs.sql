--! Table: songs
--! Grain: one row per song, in Parquet files by year
--! Reads: songs, exported_partitions
--! Writes: the files under TARGET
--! Rerun: safe, because every export has a prefix of its own
-- Songs without a year are in the partition year=__HIVE_DEFAULT_PARTITION__.
unload (
    'select
        songs.song_id,
        songs.title,
        songs.artist_id,
        songs.duration,
        songs.artist_name,
        songs.year
    from songs
    inner join exported_partitions
        on songs.year = exported_partitions.year
        or (songs.year is null and exported_partitions.year is null)
    where exported_partitions.table_name = ''songs'''
)
to :TARGET
iam_role :IAM_ROLE
format as parquet
partition by (year);
