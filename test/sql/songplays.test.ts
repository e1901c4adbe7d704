import { beforeEach, describe, expect, it } from "vitest";
import { play, scenario, song } from "../harness/scenario.ts";

const { clear, load, rows } = scenario();

beforeEach(clear);

describe("songplays", () => {
  const plays = () =>
    rows(
      "select songplay_id, start_time::varchar, user_id, song_id, artist_id from songplays order by songplay_id",
    );

  it("keeps a play whose song nobody knows", async () => {
    await load({ events: [play] });
    expect(await plays()).toEqual([
      {
        songplay_id: "1048576",
        start_time: "2018-11-15 10:00:00",
        user_id: 7,
        song_id: null,
        artist_id: null,
      },
    ]);
  });

  it("makes ids beyond the range of integer from sessions beyond 2047", async () => {
    await load({ events: [{ ...play, session_id: 4096, item_in_session: 3 }] });
    expect((await plays())[0]?.songplay_id).toBe(String(4096 * 1048576 + 3));
  });

  it("ignores every page but NextSong", async () => {
    await load({
      events: [
        { ...play, page: "Home" },
        { ...play, page: "nextsong" },
      ],
    });
    expect(await plays()).toEqual([]);
  });

  it("keeps the latest of two versions of a play, in one load or in two", async () => {
    const early = { ...play, user_id: 1 };
    const late = { ...play, user_id: 2, ts: "2018-11-15 12:00:00" };
    const expected = [
      {
        songplay_id: "1048576",
        start_time: "2018-11-15 12:00:00",
        user_id: 2,
        song_id: null,
        artist_id: null,
      },
    ];
    await load({ events: [early, late, early] });
    expect(await plays()).toEqual(expected);
    await clear();
    await load({ events: [late] });
    await load({ events: [early] });
    expect(await plays()).toEqual(expected);
  });

  it("gives the version of a play that stays its song, also when that comes in the same load", async () => {
    const second = { ...play, item_in_session: 1 };
    const third = { ...play, item_in_session: 2 };
    await load({ events: [play, second] });
    await load({
      songs: [song, { ...song, song_id: "SO2", title: "Another" }],
      events: [
        { ...play, song: "Another", ts: "2018-11-15 09:00:00" },
        { ...play, song: "Another", ts: null },
        { ...second, song: "Another", ts: "2018-11-15 11:00:00" },
        { ...third, song: "Another", ts: "2018-11-15 09:00:00" },
        third,
      ],
    });
    expect((await plays()).map((row) => row.song_id)).toEqual(["SO1", "SO2", "SO1"]);
  });

  it("makes blank text null in plays that came twice, too", async () => {
    const blank = { ...play, level: " ", location: "\t", user_agent: "\n", song: "", artist: " \r" };
    await load({ events: [blank, blank] });
    expect(await rows("select level, location, user_agent, song_title, artist_name from songplays")).toEqual([
      { level: null, location: null, user_agent: null, song_title: null, artist_name: null },
    ]);
  });

  it("matches title and credited artist name byte by byte", async () => {
    await load({
      songs: [song, { ...song, song_id: "SO2", title: "Setanta matins " }],
      events: [
        play,
        { ...play, item_in_session: 1, song: "Setanta matins " },
        { ...play, item_in_session: 2, song: "setanta matins" },
        { ...play, item_in_session: 3, artist: "Elena " },
      ],
    });
    expect((await plays()).map((row) => row.song_id)).toEqual(["SO1", "SO2", null, null]);
  });

  it("takes the song of the closest length, an unknown one last, then the smallest id", async () => {
    await load({
      songs: [
        { ...song, song_id: "SO0", duration: null },
        { ...song, song_id: "SO3", duration: 100 },
        { ...song, song_id: "SO2", duration: 102 },
        { ...song, song_id: "SO1", duration: 200 },
      ],
      events: [
        { ...play, length: 101 },
        { ...play, item_in_session: 1, length: 190 },
        { ...play, item_in_session: 2, length: null },
      ],
    });
    expect((await plays()).map((row) => row.song_id)).toEqual(["SO2", "SO1", "SO0"]);
  });

  it("lets a late song find its plays, and a song that changed its title lets them go", async () => {
    await load({ events: [play] });
    await load({ songs: [song] });
    expect((await plays()).map((row) => [row.song_id, row.artist_id])).toEqual([["SO1", "AR1"]]);
    await load({ songs: [{ ...song, year: 2008, title: "Another" }] });
    expect((await plays()).map((row) => [row.song_id, row.artist_id])).toEqual([[null, null]]);
  });
});
