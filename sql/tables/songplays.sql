--! Table: songplays
--! Grain: one row per play, that is a NextSong event, known by (session_id, item_in_session)
--! Reads: –
--! Writes: songplays
--! Rerun: safe, because a table that is there stays as it is
-- Distributed by user: plays of one user are joined and counted together, and users are many and even. Not by
-- song_id, which is null on most plays and would put those on one slice. Sorted by time: questions are about
-- days and weeks, and a nightly load appends at the end.
create table if not exists songplays (
    songplay_id bigint not null,
    start_time timestamp not null,
    user_id integer not null,
    level varchar(16),
    song_id varchar(32),
    artist_id varchar(32),
    session_id integer not null,
    location varchar(256),
    user_agent varchar(512),
    item_in_session integer not null,
    song_title varchar(512),
    artist_name varchar(512),
    length double precision,
    primary key (songplay_id),
    foreign key (start_time) references time (start_time),
    foreign key (user_id) references users (user_id),
    foreign key (song_id) references songs (song_id),
    foreign key (artist_id) references artists (artist_id)
)
distkey (user_id)
sortkey (start_time);
