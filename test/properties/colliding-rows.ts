import fc from "fast-check";
import { event, song } from "../harness/bucket.ts";
import type { LogEvent, SongFile } from "../reference/source-rows.ts";

/** Texts that are easily taken for each other: by trailing blanks, case, emptiness, byte order, other scripts. */
const text = fc.constantFrom("A", "A ", "a", "A\t", "", " ", "Ä", "Z", "𝄞", "B;'--");
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { freq: 3, nil: null });

/** Events over so few keys, moments and values that plays, users and titles collide all the time. */
export const collidingEvent: fc.Arbitrary<LogEvent> = fc
  .record({
    page: fc.constantFrom("NextSong", "NextSong", "Home"),
    sessionId: fc.integer({ min: 1, max: 2 }),
    itemInSession: fc.integer({ min: 0, max: 2 }),
    ts: fc.constantFrom(1541105830796, 1541105830797, 1541192230796),
    userId: fc.constantFrom("1", "2", "3"),
    level: fc.constantFrom("free", "paid"),
    firstName: orNull(text),
    gender: orNull(text),
    location: orNull(text),
    song: text,
    artist: text,
    length: orNull(fc.constantFrom(100, 101.5, 200.25)),
  })
  .map((fields) => event(fields) as unknown as LogEvent);

/** Songs over a few ids, with titles and names that plays have too. */
export const collidingSong: fc.Arbitrary<SongFile> = fc
  .record({
    song_id: fc.constantFrom("SO1", "SO2", "SO3"),
    artist_id: fc.constantFrom("AR1", "AR2"),
    title: text,
    artist_name: text,
    artist_location: orNull(text),
    artist_latitude: orNull(fc.constantFrom(1.5, -2)),
    artist_longitude: orNull(fc.constantFrom(3.5)),
    duration: orNull(fc.constantFrom(100, 101, 200)),
    year: fc.constantFrom(0, 1999, 2008),
  })
  .map((fields) => song(fields) as unknown as SongFile);
