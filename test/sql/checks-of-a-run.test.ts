import { beforeAll, expect, it } from "vitest";
import { play, type Staged, scenario, song } from "../harness/scenario.ts";

const { clear, load, check } = scenario();

beforeAll(async () => {
  // An earlier night: two plays, of which one waits for its song.
  await clear();
  await load({ events: [play, { ...play, item_in_session: 7, song: "Late" }], songs: [song] });
});

const second = { ...play, item_in_session: 1, ts: "2018-11-15 10:05:00", user_id: 8 };
const moved = { ...play, ts: "2018-11-15 12:00:00" };
const late = { ...song, song_id: "SO2", title: "Late", artist_name: "Elena" };

it("finds nothing in a night as it should be", async () => {
  expect(await check({ events: [moved, second, second], songs: [late] })).toEqual([]);
});

it.each<[name: string, what: string, staged: Staged]>([
  [
    "songplays_key",
    "a play that is written twice",
    { events: [second], spoil: { rematch: [`insert into songplays ${asPlay("staging_events")}`] } },
  ],
  [
    "songplays_key",
    "a play that was here and was not taken out",
    { events: [moved], spoil: { rematch: [`insert into songplays ${asPlay("best_plays")}`] } },
  ],
  [
    "staged_plays",
    "a play that is not written",
    { events: [second], spoil: { rematch: ["delete from staging_events"] } },
  ],
  [
    "staged_plays",
    "a play that is missing while another is written twice",
    {
      events: [second, { ...second, item_in_session: 2 }],
      spoil: {
        rematch: [
          "delete from staging_events where item_in_session = 2",
          `insert into songplays ${asPlay("staging_events")}`,
        ],
      },
    },
  ],
  [
    "staged_plays",
    "a play with another time than it came with",
    { events: [second], spoil: { rematch: ["update staging_events set ts = '2018-11-15 10:06:00'"] } },
  ],
  [
    "songplays_matches",
    "a play that got its late song and lost it",
    { songs: [late], spoil: { rematch: ["update songplays set song_id = null"] } },
  ],
  [
    "songplays_start_time",
    "a moment that is not in time",
    { events: [second], spoil: { time: ["delete from time where start_time = '2018-11-15 10:05:00'"] } },
  ],
  [
    "time_key",
    "a moment that is in time twice",
    { events: [second], spoil: { time: ["insert into time select * from time"] } },
  ],
  [
    "time_has_plays",
    "a moment that its only play was moved away from",
    {
      events: [{ ...moved, item_in_session: 7 }, moved],
      spoil: {
        time: [
          "insert into time (start_time, hour, day, week, month, year, weekday) values ('2018-11-15 10:00:00', 10, 15, 46, 11, 2018, 4)",
        ],
      },
    },
  ],
])("%s finds %s", async (name, _, staged) => {
  expect(await check(staged)).toContain(name);
});

/** The first play of a table, as a row of songplays. */
function asPlay(table: "staging_events" | "best_plays"): string {
  const [time, song, artist] =
    table === "best_plays" ? ["start_time", "song_title", "artist_name"] : ["ts", "song", "artist"];
  return `(songplay_id, start_time, user_id, level, session_id, item_in_session, song_title, artist_name)
    select session_id::bigint * 1048576 + item_in_session, ${time}, user_id, level, session_id, item_in_session, ${song}, ${artist}
    from ${table} limit 1`;
}
