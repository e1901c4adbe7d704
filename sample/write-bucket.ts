import { mkdir, writeFile } from "node:fs/promises";
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
  await mkdir(folder, { recursive: true });
  const paths = JSON.stringify({ jsonpaths: logKeys.map((key) => `$['${key}']`) }, null, 2);
  await writeFile(join(folder, "log_json_path.json"), `${paths}\n`);
  return {
    songs: total,
    events: logs.events,
    files: total + until.days - already.days + 1,
    bytes: songs.bytes + logs.bytes + paths.length + 1,
  };
}
