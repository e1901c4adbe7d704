--! Table: time
--! Grain: one row per start_time, in Parquet files by year and month
--! Reads: time, exported_partitions
--! Writes: the files under TARGET
--! Rerun: safe, because every export has a prefix of its own
unload (
    'select
        time.start_time,
        time.hour,
        time.day,
        time.week,
        time.weekday,
        time.year,
        time.month
    from time
    inner join exported_partitions
        on time.year = exported_partitions.year
        and time.month = exported_partitions.month
    where exported_partitions.table_name = ''time'''
)
to :TARGET
iam_role :IAM_ROLE
format as parquet
partition by (year, month);
