--! Check: (source, key) is unique in etl_files, and neither is null
--! Severity: error
--! Keys: source, key
--! Reads: etl_files, touched_files
select
    etl_files.source,
    etl_files.key,
    count(*) as copies
from etl_files
left join touched_files
    on
        etl_files.source = touched_files.source
        and etl_files.key = touched_files.key
where
    touched_files.key is not null
    or etl_files.source is null
    or etl_files.key is null
group by
    etl_files.source,
    etl_files.key
having
    count(*) > 1
    or etl_files.source is null
    or etl_files.key is null;
