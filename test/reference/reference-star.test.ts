import { describe, expect, it } from "vitest";
import { referenceStar } from "./reference-star.ts";
import type { LogEvent, SongFile } from "./source-rows.ts";

const event: LogEvent = {
  artist: null,
  auth: "Logged In",
  firstName: "Lily",
  gender: "F",
  itemInSession: 0,
  lastName: "Smith",
  length: null,
  level: "free",
  location: "Eugene, OR",
  method: "GET",
  page: "Home",
  registration: 1540919166796,
  sessionId: 5000,
  song: null,
  status: 200,
  ts: Date.UTC(2018, 10, 21, 21, 56, 47, 796),
  userAgent: "Firefox",
  userId: "15",
};
const play: LogEvent = {
  ...event,
  page: "NextSong",
  song: "Setanta matins",
  artist: "Elena",
  length: 269.5,
};
const song: SongFile = {
  num_songs: 1,
  artist_id: "AR1",
  artist_latitude: null,
  artist_longitude: null,
  artist_location: "",
  artist_name: "Elena",
  song_id: "SO1",
  title: "Setanta matins",
  duration: 269.5,
  year: 0,
};

function songOfPlay(changes: Partial<LogEvent>, ...songs: Partial<SongFile>[]) {
  const input = { events: [{ ...play, ...changes }], songs: songs.map((change) => ({ ...song, ...change })) };
  return referenceStar(input).songplays.map((row) => row.song_id);
}

function users(...changes: Partial<LogEvent>[]) {
  return referenceStar({ events: changes.map((change) => ({ ...event, ...change })), songs: [] }).users;
}

function songs(...changes: Partial<SongFile>[]) {
  return referenceStar({ events: [], songs: changes.map((change) => ({ ...song, ...change })) }).songs;
}

function artists(...changes: Partial<SongFile>[]) {
  return referenceStar({ events: [], songs: changes.map((change) => ({ ...song, ...change })) }).artists;
}

describe("songplays and time", () => {
  it("have one row for a play, with all its columns", () => {
    const { songplays, time } = referenceStar({
      events: [event, { ...play, itemInSession: 3 }],
      songs: [song],
    });
    expect(songplays).toEqual([
      {
        songplay_id: 5_242_880_003,
        start_time: "2018-11-21 21:56:47.796",
        user_id: 15,
        level: "free",
        song_id: "SO1",
        artist_id: "AR1",
        session_id: 5000,
        location: "Eugene, OR",
        user_agent: "Firefox",
        item_in_session: 3,
        song_title: "Setanta matins",
        artist_name: "Elena",
        length: 269.5,
      },
    ]);
    expect(time).toEqual([
      {
        start_time: "2018-11-21 21:56:47.796",
        hour: 21,
        day: 21,
        week: 47,
        month: 11,
        year: 2018,
        weekday: 3,
      },
    ]);
  });

  it("count weeks as ISO does, and weekdays from Sunday", () => {
    const days = [Date.UTC(2018, 11, 30), Date.UTC(2018, 11, 31), Date.UTC(2021, 0, 3), Date.UTC(2021, 0, 4)];
    const events = days.map((ts, itemInSession) => ({ ...play, ts, itemInSession }));
    expect(referenceStar({ events, songs: [] }).time.map(({ week, weekday }) => [week, weekday])).toEqual([
      [52, 0],
      [1, 1],
      [53, 0],
      [1, 1],
    ]);
  });

  it("keep the later of two versions of a play, and only its time", () => {
    const later = { ...play, ts: (play.ts ?? 0) + 1000, level: "paid" };
    const { songplays, time } = referenceStar({ events: [later, play], songs: [] });
    expect(songplays.map((row) => row.level)).toEqual(["paid"]);
    expect(time.map((row) => row.start_time)).toEqual(["2018-11-21 21:56:48.796"]);
  });

  it("keep of two versions at a time the one of the smallest values, known ones first", () => {
    const versions = [
      { ...play, song: null },
      { ...play, song: "b" },
      { ...play, song: "B", length: null },
      { ...play, song: "B", length: 2 },
    ];
    expect(referenceStar({ events: versions, songs: [] }).songplays).toEqual([
      expect.objectContaining({ song_title: "B", length: 2 }),
    ]);
  });

  it("refuse a play without a session, an item, a time or a user", () => {
    for (const missing of [{ sessionId: null }, { itemInSession: null }, { ts: null }, { userId: "" }]) {
      expect(() => referenceStar({ events: [{ ...play, ...missing }], songs: [] })).toThrow(
        /^An event without ".+" has no place in the star$/,
      );
    }
  });
});

describe("a play", () => {
  it("matches a song of the same bytes in title and credited name, and no other", () => {
    expect(songOfPlay({}, {})).toEqual(["SO1"]);
    expect(songOfPlay({ song: "Setanta matins " }, {})).toEqual([null]);
    expect(songOfPlay({ song: "Setanta Matins" }, {})).toEqual([null]);
    expect(songOfPlay({ artist: "Elena " }, {})).toEqual([null]);
    expect(songOfPlay({ song: "Setanta matins " }, { title: "Setanta matins " })).toEqual(["SO1"]);
  });

  it("matches nothing by blank names", () => {
    expect(songOfPlay({ song: " " }, { title: " " })).toEqual([null]);
    expect(songOfPlay({ artist: null }, { artist_name: null })).toEqual([null]);
  });

  it("matches the song of the closest duration, an unknown one last, then of the smallest id", () => {
    const far = { song_id: "SO2", duration: 300 };
    const near = { song_id: "SO3", duration: 269 };
    const unknown = { song_id: "SO0", duration: null };
    expect(songOfPlay({}, far, near, unknown)).toEqual(["SO3"]);
    expect(songOfPlay({}, unknown, far)).toEqual(["SO2"]);
    expect(songOfPlay({ length: null }, far, near)).toEqual(["SO2"]);
    expect(songOfPlay({}, { song_id: "SO5", duration: 269 }, { song_id: "SO4", duration: 270 })).toEqual([
      "SO4",
    ]);
  });

  it("matches by what the best row of a song says", () => {
    expect(songOfPlay({}, { year: 1999, title: "Another" }, { year: 0 })).toEqual([null]);
  });
});

describe("users", () => {
  it("have one row for who is named on any page, and none for nobody", () => {
    expect(users({}, { userId: "", auth: "Logged Out", firstName: null })).toEqual([
      {
        user_id: 15,
        first_name: "Lily",
        last_name: "Smith",
        gender: "F",
        level: "free",
        last_event_at: "2018-11-21 21:56:47.796",
        last_session_id: 5000,
        last_item_in_session: 0,
      },
    ]);
  });

  it("are as of the latest time, then the highest session, then the highest item", () => {
    const ts = event.ts ?? 0;
    const levels = (...changes: Partial<LogEvent>[]) => users(...changes).map((row) => row.level);
    expect(levels({ ts: ts + 1, level: "paid" }, { sessionId: 9000 })).toEqual(["paid"]);
    expect(levels({ sessionId: 5001, level: "paid" }, { itemInSession: 9 })).toEqual(["paid"]);
    expect(levels({ itemInSession: 1, level: "paid" }, {}, { itemInSession: null, level: "old" })).toEqual([
      "paid",
    ]);
  });

  it("at one event have the smallest names by bytes, known ones first", () => {
    expect(users({ firstName: "é" }, { firstName: "z" }, { firstName: "" })[0]?.first_name).toBe("z");
    expect(users({ firstName: "ﬀ" }, { firstName: "😀" })[0]?.first_name).toBe("ﬀ");
  });
});

describe("songs", () => {
  it("keep the row of a known year, then of the highest, then of the smallest values", () => {
    expect(songs({ year: 0, title: "A" }, { year: 1999, title: "B" }, { year: 2001, title: "C" })).toEqual([
      { song_id: "SO1", title: "C", artist_id: "AR1", year: 2001, duration: 269.5, artist_name: "Elena" },
    ]);
    expect(songs({ title: "b" }, { title: "b " }, { title: null })[0]?.title).toBe("b");
    expect(songs({ duration: null }, { duration: 2 }, { duration: 10 })[0]?.duration).toBe(2);
  });

  it("have null for a year of 0 and for blank text, and keep blanks at an edge", () => {
    expect(songs({ title: " \t\r\n", artist_name: " Elena " })).toEqual([
      { song_id: "SO1", title: null, artist_id: "AR1", year: null, duration: 269.5, artist_name: " Elena " },
    ]);
  });
});

describe("artists", () => {
  it("keep the row with both coordinates, then with a place, then with the shortest name in bytes", () => {
    const placed = { artist_location: "Paris", artist_name: "Elena" };
    const located = { artist_latitude: 1, artist_longitude: 2, artist_name: "Elena featuring Somebody" };
    expect(artists(placed, located, { artist_latitude: 5, artist_name: "E" })).toEqual([
      { artist_id: "AR1", name: "Elena featuring Somebody", location: null, latitude: 1, longitude: 2 },
    ]);
    expect(artists({ artist_name: "E" }, placed)[0]?.name).toBe("Elena");
    expect(artists({ artist_name: "éé" }, { artist_name: "zzz" }, { artist_name: "" })[0]?.name).toBe("zzz");
  });

  it("of names of a length keep the smallest, then the smallest place and coordinates", () => {
    const at = (artist_latitude: number) => ({ artist_latitude, artist_longitude: 0, artist_location: "B" });
    expect(artists({ artist_name: "Ab" }, { artist_name: "AB" })[0]?.name).toBe("AB");
    expect(artists({ artist_location: "b" }, { artist_location: "B" })[0]?.location).toBe("B");
    expect(artists(at(10), at(9), at(-1))[0]?.latitude).toBe(-1);
  });
});
