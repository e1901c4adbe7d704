import { beforeAll, expect, it } from "vitest";
import { readSqlFiles } from "../../job/src/warehouse/sql-file.ts";
import { type Damage, play, scenario, song } from "../harness/scenario.ts";

const { clear, load, offended } = scenario();

beforeAll(async () => {
  await clear();
  await load({ events: [play, { ...play, item_in_session: 1, page: "Home" }], songs: [song] });
});

it("finds nothing in a warehouse that is as it should be", async () => {
  expect(await offended()).toEqual([]);
});

/** For every check, what breaks what it proves. */
const breaks: Record<string, Damage> = {
  songplays_key: {
    insert: [
      [
        "songplays",
        {
          songplay_id: 1048576,
          start_time: "2018-11-15 10:00:00",
          user_id: 7,
          level: "free",
          session_id: 2,
          item_in_session: 0,
        },
      ],
    ],
  },
  users_key: {
    insert: [
      [
        "users",
        {
          user_id: 7,
          level: "free",
          last_event_at: "2018-11-15 10:00:00",
          last_session_id: 1,
          last_item_in_session: 1,
        },
      ],
    ],
  },
  songs_key: { insert: [["songs", { song_id: "SO1", title: "x", artist_id: "AR1", artist_name: "x" }]] },
  artists_key: { insert: [["artists", { artist_id: "AR1", name: "x" }]] },
  time_key: {
    insert: [
      [
        "time",
        { start_time: "2018-11-15 10:00:00", hour: 10, day: 15, week: 46, month: 11, year: 2018, weekday: 4 },
      ],
    ],
  },
  etl_files_key: {
    insert: [1, 2].map((size) => [
      "etl_files",
      {
        source: "events",
        key: "s3://b/k",
        etag: "e",
        size,
        last_modified: "2018-11-15",
        run_id: "r",
        loaded_at: "2018-11-15",
      },
    ]),
  },
  songplays_user_id: { sql: ["delete from users"] },
  songplays_song_id: { sql: ["delete from songs"] },
  songplays_artist_id: { sql: ["delete from artists"] },
  songplays_start_time: { sql: ["delete from time"] },
  songs_artist_id: { sql: ["delete from artists"] },
  time_has_plays: { sql: ["delete from songplays"] },
  staged_plays: { sql: ["delete from songplays"] },
  staged_songs: { sql: ["delete from songs"] },
  no_table_is_empty: { sql: ["delete from artists"] },
  staging_events_required: { insert: [["staging_events", { ...play, item_in_session: 2, artist: null }]] },
  staging_songs_required: { insert: [["staging_songs", { ...song, artist_name: null }]] },
  item_in_session_range: { insert: [["staging_events", { ...play, item_in_session: 1048576 }]] },
  users_level: { sql: ["update users set level = 'gold'"] },
  songplays_level: { sql: ["update songplays set level = null"] },
  users_latest_level: {
    insert: [["staging_events", { ...play, ts: "2018-11-16 10:00:00", item_in_session: 9 }]],
  },
  songplays_matches: { sql: ["update songplays set song_id = null, artist_id = null"] },
  staging_columns_are_filled: { sql: ["update staging_events set length = null"] },
};

it.each(Object.entries(breaks))("%s finds the rows that break it", async (name, damage) => {
  expect(await offended(damage)).toContain(name);
});

it("has a case here for every check that there is", () => {
  expect(Object.keys(breaks).sort()).toEqual(readSqlFiles("checks").map((file) => file.name));
});

it("finds a play whose id is not made of its session and item", async () => {
  expect(await offended({ sql: ["update songplays set item_in_session = item_in_session + 1"] })).toContain(
    "staged_plays",
  );
});

it("finds a key that is null, should a table have been made without our constraint", async () => {
  const damage: Damage = {
    sql: [
      "drop table users",
      "create table users (user_id integer, level varchar(16), last_event_at timestamp, last_session_id integer, last_item_in_session integer)",
    ],
    insert: [["users", { user_id: null, level: "free" }]],
  };
  expect(await offended(damage)).toContain("users_key");
});

it("finds a level that is not the one of the latest event", async () => {
  const known = { user_id: 8, last_event_at: "2018-11-01", last_session_id: 1, last_item_in_session: 1 };
  const damage: Damage = {
    insert: [
      ["users", { ...known, level: "free" }],
      ["staging_events", { ...play, user_id: 8, level: "paid", page: "Home", item_in_session: 4 }],
    ],
  };
  expect(await offended(damage)).toEqual(["users_latest_level"]);
});
