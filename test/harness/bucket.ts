import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The 18 keys of an event, in the order of the columns that COPY fills. */
const eventKeys = [
  "artist",
  "auth",
  "firstName",
  "gender",
  "itemInSession",
  "lastName",
  "length",
  "level",
  "location",
  "method",
  "page",
  "registration",
  "sessionId",
  "song",
  "status",
  "ts",
  "userAgent",
  "userId",
];

/** A folder that stands for S3, in the system's temporary folder until it is disposed of. */
export interface TestBucket extends Disposable {
  folder: string;
  /** Writes an object of bucket "udacity-dend". */
  put(key: string, content: string | Uint8Array): void;
  remove(key: string): void;
}

/** A bucket with the jsonpaths, one log of one play and one song, unless the test wants it without data. */
export function makeBucket(content: "one play" | "no data" = "one play"): TestBucket {
  const folder = mkdtempSync(join(tmpdir(), "sparkify-bucket-"));
  const pathOf = (key: string) => join(folder, "udacity-dend", key);
  const bucket: TestBucket = {
    folder,
    put(key, body) {
      mkdirSync(dirname(pathOf(key)), { recursive: true });
      writeFileSync(pathOf(key), body);
    },
    remove: (key) => rmSync(pathOf(key)),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
  const jsonpaths = eventKeys.map((key) => `$['${key}']`);
  bucket.put("log_json_path.json", JSON.stringify({ jsonpaths }));
  if (content === "one play") {
    bucket.put("log_data/2018/11/2018-11-15-events.json", line(event()));
    bucket.put("song_data/A/A/A/TRAAAAA000000000000.json", line(song()));
  }
  return bucket;
}

type Fields = Readonly<Record<string, unknown>>;

/** A play as the logs have it, changed by `fields`. */
export function event(fields: Fields = {}): Fields {
  return {
    artist: "Elena",
    auth: "Logged In",
    firstName: "Lily",
    gender: "F",
    itemInSession: 5,
    lastName: "Koch",
    length: 269.58322,
    level: "paid",
    location: "Chicago-Naperville-Elgin, IL-IN-WI",
    method: "PUT",
    page: "NextSong",
    registration: 1541048010796.5,
    sessionId: 818,
    song: "Setanta matins",
    status: 200,
    ts: 1542837407796,
    userAgent: '"Mozilla/5.0 (X11; Linux x86_64)"',
    userId: "15",
    ...fields,
  };
}

/** A song as its file has it, changed by `fields`. */
export function song(fields: Fields = {}): Fields {
  return {
    num_songs: 1,
    artist_id: "AR5KOSW1187FB35FF4",
    artist_latitude: 49.80388,
    artist_longitude: 15.47491,
    artist_location: "Dubai UAE",
    artist_name: "Elena",
    song_id: "SOZZTEST000000001",
    title: "Setanta matins",
    duration: 269.58322,
    year: 0,
    ...fields,
  };
}

/** The objects as lines of a file, the last one without an end. */
export function line(...objects: readonly Fields[]): string {
  return objects.map((object) => JSON.stringify(object)).join("\n");
}
