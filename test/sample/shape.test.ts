import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateSample } from "../../sample/generate-sample.ts";
import { grouped } from "../reference/grouped.ts";
import { loadReferenceInput } from "../reference/load-reference-input.ts";
import { referenceStar } from "../reference/reference-star.ts";
import type { LogEvent, ReferenceInput } from "../reference/source-rows.ts";
import type { Star } from "../reference/star-rows.ts";
import { makeFolder } from "./sample-folder.ts";

let bucket: string;
let logs: Map<string, string>;
let songTexts: string[];
let input: ReferenceInput;
let star: Star;
let remove: () => Promise<void>;

beforeAll(async () => {
  const folder = await makeFolder();
  remove = folder.remove;
  await generateSample({ out: folder.path });
  bucket = join(folder.path, "udacity-dend");
  logs = new Map();
  const november = join(bucket, "log_data/2018/11");
  for (const name of await readdir(november)) logs.set(name, await readFile(join(november, name), "latin1"));
  const songs = join(bucket, "song_data");
  const names = (await readdir(songs, { recursive: true })).filter((name) => name.endsWith(".json"));
  songTexts = await Promise.all(names.map((name) => readFile(join(songs, name), "latin1")));
  input = await loadReferenceInput(bucket);
  star = referenceStar(input);
});
afterAll(() => remove());

function plays(): LogEvent[] {
  return input.events.filter((event) => event.page === "NextSong");
}

function sessions(): LogEvent[][] {
  return [...grouped(input.events, (event) => event.sessionId).values()].map((events) =>
    events.sort((one, two) => Number(one.itemInSession) - Number(two.itemInSession)),
  );
}

describe("the logs", () => {
  it("are a file for each day of November 2018, busiest on Wednesdays", () => {
    expect(logs.size).toBe(30);
    expect(input.events).toHaveLength(8000);
    expect(logs.get("2018-11-07-events.json")?.split("\n")).toHaveLength(400);
    expect(logs.get("2018-11-04-events.json")?.split("\n")).toHaveLength(133);
  });

  it("are ASCII, a line an event, sorted by time within the day, without a final line end", () => {
    for (const [name, text] of logs) {
      expect(text).toMatch(/^[\x20-\x7e\n]+\}$/);
      const times = text.split("\n").map((line) => JSON.parse(line).ts as number);
      expect(times).toEqual(times.toSorted((one, two) => one - two));
      expect(new Set(times.map((ts) => new Date(ts).toISOString().slice(0, 10)))).toEqual(
        new Set([name.slice(0, 10)]),
      );
    }
  });

  it("have the 18 keys in the order of the alphabet, which the jsonpaths name too", async () => {
    const keys = Object.keys(input.events[0] ?? {});
    expect(keys).toHaveLength(18);
    expect(keys).toEqual(keys.toSorted());
    expect(input.events.every((event) => Object.keys(event).join() === keys.join())).toBe(true);
    const paths = JSON.parse(await readFile(join(bucket, "log_json_path.json"), "utf8"));
    expect(paths).toEqual({ jsonpaths: keys.map((key) => `$['${key}']`) });
  });

  it("write floats, slashes and quotes as the real ones do", () => {
    const text = [...logs.values()].join("\n");
    expect(text).toMatch(/"registration":154\d{7}796\.0,/);
    expect(text).toMatch(/"length":\d+\.\d{5},/);
    expect(text).not.toMatch(/[^\\]\//);
    expect(text).toMatch(/"userAgent":"\\"Mozilla\\\/5\.0/);
    expect(text).toMatch(/"userAgent":"Mozilla\\\/5\.0/);
    expect(input.events.every((event) => Number(event.ts) % 1000 === 796)).toBe(true);
  });

  it("have a song on plays only, with method and status of each page", () => {
    for (const { page, artist, song, length } of input.events) {
      const isPlay = page === "NextSong";
      expect([artist, song, length].map((value) => value !== null)).toEqual([isPlay, isPlay, isPlay]);
    }
    const kinds = new Set(input.events.map(({ page, method, status }) => `${page} ${method} ${status}`));
    expect([...kinds].sort()).toEqual([
      "About GET 200",
      "Downgrade GET 200",
      "Error GET 404",
      "Help GET 200",
      "Home GET 200",
      "Login PUT 307",
      "Logout PUT 307",
      "NextSong PUT 200",
      "Save Settings PUT 307",
      "Settings GET 200",
      "Submit Downgrade PUT 307",
      "Submit Upgrade PUT 307",
      "Upgrade GET 200",
    ]);
    expect(plays().length).toBeGreaterThan(6400);
    expect(plays().length).toBeLessThan(7200);
  });

  it("name nobody on the rows of who is logged out", () => {
    const loggedOut = input.events.filter((event) => event.auth === "Logged Out");
    expect(loggedOut.length).toBeGreaterThan(200);
    for (const { userId, firstName, lastName, gender, location, userAgent, registration } of loggedOut) {
      expect({ userId, firstName, lastName, gender, location, userAgent, registration }).toEqual({
        userId: "",
        firstName: null,
        lastName: null,
        gender: null,
        location: null,
        userAgent: null,
        registration: null,
      });
    }
    expect(input.events.filter((event) => event.userId === "")).toEqual(loggedOut);
  });

  it("hold some text twice encoded, some numbers for names, some blanks at an edge", () => {
    const titles = plays().map((play) => String(play.song));
    expect(titles.filter((title) => /Ã\u0083Â/.test(title)).length).toBeGreaterThan(50);
    expect(titles.filter((title) => /^\d+$/.test(title)).length).toBeGreaterThan(3);
    expect(titles.filter((title) => title !== title.trim()).length).toBeGreaterThan(3);
  });
});

describe("sessions", () => {
  it("number their events from 0 without a gap, of one listener at most", () => {
    for (const events of sessions()) {
      expect(events.map((event) => event.itemInSession)).toEqual(events.map((_, index) => index));
      const listeners = new Set(events.map((event) => event.userId));
      listeners.delete("");
      expect(listeners.size).toBeLessThanOrEqual(1);
    }
  });

  it("play a song after the other", () => {
    const gaps = sessions().flatMap((events) =>
      events.flatMap((event, index) => {
        const next = events[index + 1];
        if (event.page !== "NextSong" || next?.page !== "NextSong") return [];
        return [(Number(next.ts) - Number(event.ts)) / 1000 - Math.floor(Number(event.length))];
      }),
    );
    expect(gaps.filter((gap) => gap === 0).length / gaps.length).toBeGreaterThan(0.99);
  });

  it("go on over midnight now and then, into the next day's file", () => {
    const days = sessions().map(
      (events) => new Set(events.map((event) => Math.floor(Number(event.ts) / 86_400_000))),
    );
    expect(days.filter((of) => of.size === 2).length).toBeGreaterThan(4);
  });

  it("never let a listener play two songs at a time, and reach ids beyond 2047", () => {
    const moments = plays().map((play) => `${play.userId} ${play.ts}`);
    expect(new Set(moments).size).toBe(moments.length);
    expect(Math.max(...input.events.map((event) => Number(event.sessionId)))).toBeGreaterThan(2048);
  });
});

describe("listeners", () => {
  it("are about 97, few of them busy, who change their level on a page for that alone", () => {
    expect(star.users.length).toBeGreaterThan(85);
    expect(star.users.length).toBeLessThanOrEqual(97);
    const counts = [...grouped(plays(), (play) => play.userId).values()].map((own) => own.length);
    expect(Math.max(...counts) / plays().length).toBeGreaterThan(0.06);
    let changes = 0;
    for (const events of grouped(input.events, (event) => event.userId).values()) {
      if (events[0]?.userId === "") continue;
      const inTime = events.toSorted(
        (one, two) =>
          Number(one.ts) - Number(two.ts) || Number(one.itemInSession) - Number(two.itemInSession),
      );
      inTime.forEach((event, index) => {
        const next = inTime[index + 1];
        if (next === undefined || next.level === event.level) return;
        expect(event.page).toBe(next.level === "paid" ? "Submit Upgrade" : "Submit Downgrade");
        changes++;
      });
    }
    expect(changes).toBeGreaterThan(3);
  });

  it("include one Lily, who pays and plays Setanta matins by Elena", () => {
    const lilys = star.users.filter((user) => user.first_name === "Lily");
    expect(lilys).toEqual([expect.objectContaining({ level: "paid" })]);
    const song = star.songs.find((row) => row.title === "Setanta matins");
    expect(song?.artist_name).toBe("Elena");
    expect(star.songplays.filter((play) => play.song_id === song?.song_id)).toEqual([
      expect.objectContaining({ user_id: lilys[0]?.user_id, level: "paid", artist_id: song?.artist_id }),
    ]);
  });
});

describe("the songs", () => {
  it("are an object a file in letter folders, one of them over many lines", () => {
    expect(songTexts).toHaveLength(700);
    const oneLine =
      /^\{"num_songs": 1, "artist_id": "AR[0-9A-Z]{16}", "artist_latitude": (null|-?\d+\.\d+), .*, "year": \d+\}$/;
    expect(songTexts.filter((text) => !oneLine.test(text))).toEqual([
      expect.stringMatching(/^\{\n {4}"num_songs": 1,\n(.+\n){8} {4}"year": \d+\n\}$/),
    ]);
    expect(songTexts.every((text) => /^[\x20-\x7e\n]+$/.test(text))).toBe(true);
  });

  it("have ids of their own, unknown years and places, and artists with several names", () => {
    expect(new Set(input.songs.map((song) => song.song_id)).size).toBe(700);
    const share = (count: number) => Math.round((count / 700) * 10) / 10;
    expect(share(input.songs.filter((song) => song.year === 0).length)).toBe(0.6);
    expect(share(input.songs.filter((song) => song.artist_latitude === null).length)).toBeGreaterThan(0.4);
    const names = [...grouped(input.songs, (song) => song.artist_id).values()];
    expect(
      names.filter((songs) => new Set(songs.map((song) => song.artist_name)).size > 1).length,
    ).toBeGreaterThan(5);
    expect(input.songs.some((song) => song.artist_name === "112")).toBe(true);
    expect(input.songs.some((song) => song.artist_location === "27")).toBe(true);
    expect(input.songs.some((song) => song.title?.endsWith(" "))).toBe(true);
  });

  it("are what about one play in twenty matches, most by the very duration", () => {
    const matched = star.songplays.filter((play) => play.song_id !== null);
    expect(matched.length / star.songplays.length).toBeGreaterThan(0.03);
    expect(matched.length / star.songplays.length).toBeLessThan(0.07);
    const durations = new Map(star.songs.map((song) => [song.song_id, song.duration]));
    const exact = matched.filter((play) => durations.get(String(play.song_id)) === play.length);
    expect(exact.length).toBeLessThan(matched.length);
    expect(exact.length / matched.length).toBeGreaterThan(0.9);
  });
});
