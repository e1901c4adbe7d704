import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { LogEvent, ReferenceInput, SongFile } from "./source-rows.ts";
import { splitJson } from "./split-json.ts";

/** Reads all of a bucket's folder: its log_data and song_data. */
export async function loadReferenceInput(bucketFolder: string): Promise<ReferenceInput> {
  return {
    events: (await objectsBelow(join(bucketFolder, "log_data"))) as LogEvent[],
    songs: (await objectsBelow(join(bucketFolder, "song_data"))) as SongFile[],
  };
}

async function objectsBelow(folder: string): Promise<unknown[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const objects: unknown[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    for (const object of splitJson(await readFile(join(entry.parentPath, entry.name), "utf8"))) {
      objects.push(object);
    }
  }
  return objects;
}
