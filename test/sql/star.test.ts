import { beforeEach, describe, expect, it } from "vitest";
import { play, scenario, song } from "../harness/scenario.ts";

const { clear, load, rows } = scenario();

beforeEach(clear);

describe("users", () => {
  const level = () => rows("select user_id, level, last_item_in_session as item from users order by user_id");

  it("keeps the level of the latest event, of every page", async () => {
    await load({
      events: [
        { ...play, level: "free" },
        { ...play, page: "Upgrade", level: "paid", ts: "2018-11-15 11:00:00", item_in_session: 1 },
      ],
    });
    expect(await level()).toEqual([{ user_id: 7, level: "paid", item: 1 }]);
  });

  it("is not undone by an older log that is loaded later", async () => {
    await load({ events: [{ ...play, level: "paid", ts: "2018-11-20 10:00:00", item_in_session: 5 }] });
    await load({ events: [{ ...play, level: "free", ts: "2018-11-02 10:00:00", item_in_session: 2 }] });
    expect(await level()).toEqual([{ user_id: 7, level: "paid", item: 5 }]);
  });

  it("breaks a tie of time by session, then by item", async () => {
    await load({
      events: [
        { ...play, session_id: 2, item_in_session: 1, level: "free" },
        { ...play, session_id: 2, item_in_session: 3, level: "paid" },
        { ...play, session_id: 1, item_in_session: 9, level: "free" },
      ],
    });
    expect(await level()).toEqual([{ user_id: 7, level: "paid", item: 3 }]);
  });

  it("has no row for events without a user", async () => {
    await load({ events: [{ ...play, page: "Home", user_id: null }] });
    expect(await level()).toEqual([]);
  });

  it("makes blank text null", async () => {
    await load({ events: [{ ...play, first_name: " \t", last_name: "", gender: " F" }] });
    expect(await rows("select first_name, last_name, gender from users")).toEqual([
      { first_name: null, last_name: null, gender: " F" },
    ]);
  });
});

describe("songs and artists", () => {
  it("prefers a known year, then the highest", async () => {
    await load({
      songs: [
        { ...song, year: 0 },
        { ...song, year: 1999, title: "b" },
      ],
    });
    await load({ songs: [{ ...song, year: 2001, title: "c" }] });
    await load({ songs: [{ ...song, year: 2000, title: "d" }] });
    expect(await rows("select song_id, title, year from songs")).toEqual([
      { song_id: "SO1", title: "c", year: 2001 },
    ]);
  });

  it("turns year 0 into null", async () => {
    await load({ songs: [song] });
    expect(await rows("select year from songs")).toEqual([{ year: null }]);
  });

  it("prefers an artist's row with coordinates, then with a place, then the shortest name", async () => {
    await load({
      songs: [
        { ...song, artist_name: "E" },
        { ...song, song_id: "SO2", artist_name: "Elena feat. X", artist_location: "Oslo" },
        { ...song, song_id: "SO3", artist_name: "Elena", artist_location: "Oslo" },
      ],
    });
    const artist = () => rows("select name, location, latitude from artists");
    expect(await artist()).toEqual([{ name: "Elena", location: "Oslo", latitude: null }]);
    await load({
      songs: [
        { ...song, song_id: "SO4", artist_name: "Elena & Co", artist_latitude: 1.5, artist_longitude: 2 },
      ],
    });
    expect(await artist()).toEqual([{ name: "Elena & Co", location: null, latitude: 1.5 }]);
  });
});

describe("time", () => {
  const times = () =>
    rows("select start_time::varchar, hour, day, week, month, year, weekday from time order by start_time");

  it("takes a moment apart: ISO week, and weekday 0 on Sunday", async () => {
    await load({
      events: [
        { ...play, ts: "2018-12-30 23:59:59.796" },
        { ...play, item_in_session: 1 },
      ],
    });
    expect(await times()).toEqual([
      { start_time: "2018-11-15 10:00:00", hour: 10, day: 15, week: 46, month: 11, year: 2018, weekday: 4 },
      {
        start_time: "2018-12-30 23:59:59.796",
        hour: 23,
        day: 30,
        week: 52,
        month: 12,
        year: 2018,
        weekday: 0,
      },
    ]);
  });

  it("has one row for a moment that two plays share", async () => {
    await load({ events: [play, { ...play, item_in_session: 1 }] });
    expect(await times()).toHaveLength(1);
  });

  it("loses a moment that no play holds any more", async () => {
    const other = { ...play, item_in_session: 1 };
    await load({ events: [play, other] });
    await load({ events: [{ ...play, ts: "2018-11-16 10:00:00" }] });
    expect((await times()).map((row) => row.start_time)).toEqual([
      "2018-11-15 10:00:00",
      "2018-11-16 10:00:00",
    ]);
    await load({ events: [{ ...other, ts: "2018-11-16 10:00:00" }] });
    expect((await times()).map((row) => row.start_time)).toEqual(["2018-11-16 10:00:00"]);
  });
});

it("changes nothing when the same rows are loaded again", async () => {
  const input = { events: [play, { ...play, item_in_session: 1, page: "Home" }], songs: [song] };
  const everything = async () => {
    const tables = ["songplays", "users", "songs", "artists", "time"];
    return Promise.all(tables.map((table) => rows(`select * from ${table} order by 1`)));
  };
  await load(input);
  const first = await everything();
  await load(input);
  expect(await everything()).toEqual(first);
});
