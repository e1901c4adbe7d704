import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { logKeys } from "./log-line.ts";
import type { SampleParameters } from "./parameters.ts";
import { inventWorld } from "./world.ts";
import { writeLog } from "./write-logs.ts";
import { writeSongs } from "./write-songs.ts";

/** How far the writing is, in files or events of how many. */
export interface Progress {
  readonly phase: "songs" | "events";
  readonly done: number;
  readonly total: number;
}

export interface Written {
  readonly songs: number;
  readonly events: number;
  readonly files: number;
  readonly bytes: number;
}

/** Writes the bucket's files into an empty folder, without those that `already` has. */
export async function writeBucket(
  parameters: SampleParameters,
  {
    folder,
    already = { songs: 0, days: 0 },
    onProgress,
  }: {
    folder: string;
    already?: { songs: number; days: number };
    onProgress: (progress: Progress) => void;
  },
): Promise<Written> {
  const { seed } = parameters;
  const until = {
    songs: parameters.songs + parameters.addSongs,
    days: parameters.days + parameters.addDays,
  };
  const total = until.songs - already.songs;
  const songs = await writeSongs(seed, {
    from: already.songs,
    until: until.songs,
    folder: join(folder, "song_data"),
    onFiles: (done) => onProgress({ phase: "songs", done, total }),
  });
  const world = inventWorld(parameters);
  const expected = world.calendar.eventsUntil(until.days) - world.calendar.eventsUntil(already.days);
  const logs = { events: 0, bytes: 0 };
  for (let day = already.days + 1; day <= until.days; day++) {
    const { events, bytes } = await writeLog(world, { day, folder: join(folder, "log_data") });
    logs.events += events;
    logs.bytes += bytes;
    onProgress({ phase: "events", done: logs.events, total: expected });
  }
  const paths = already.days === 0 ? await writeJsonPaths(folder) : { files: 0, bytes: 0 };
  return {
    songs: total,
    events: logs.events,
    files: total + until.days - already.days + paths.files,
    bytes: songs.bytes + logs.bytes + paths.bytes,
  };
}

/** Writes what COPY needs to know of the logs: which key goes into which column. */
async function writeJsonPaths(folder: string): Promise<{ files: number; bytes: number }> {
  const text = JSON.stringify({ jsonpaths: logKeys.map((key) => `$['${key}']`) }, null, 2);
  await writeFile(join(folder, "log_json_path.json"), `${text}\n`);
  return { files: 1, bytes: text.length + 1 };
}
