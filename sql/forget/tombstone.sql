--! Table: etl_forgotten
--! Grain: one row per user who is to be forgotten
--! Reads: –
--! Writes: etl_forgotten
--! Rerun: safe, because a user who is forgotten already is noted once
insert into etl_forgotten (user_id, forgotten_at)
select
    forgotten.user_id,
    forgotten.forgotten_at
from (
    select
        :USER_ID as user_id,
        :NOW::timestamp as forgotten_at
) as forgotten
left join etl_forgotten
    on forgotten.user_id = etl_forgotten.user_id
where etl_forgotten.user_id is null;
