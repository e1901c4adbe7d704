import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { songFileText } from "./song-file-text.ts";
import { songFileName } from "./song-ids.ts";
import { inventSong } from "./songs.ts";

const filesAtOnce = 500;

/**
 * Writes songs number `from` until before `until` below `folder`. Written by synchronous calls, which for files
 * as small as these take a third of the CPU time of asynchronous ones, with pauses for the rest of the program.
 */
export async function writeSongs(
  seed: number,
  {
    from,
    until,
    folder,
    onFiles,
  }: {
    from: number;
    until: number;
    folder: string;
    onFiles: (files: number) => void;
  },
): Promise<{ bytes: number }> {
  let bytes = 0;
  const made = new Set<string>();
  for (let song = from; song < until; song++) {
    const path = join(folder, songFileName(song));
    const parent = dirname(path);
    if (!made.has(parent)) {
      mkdirSync(parent, { recursive: true });
      made.add(parent);
    }
    const text = songFileText(inventSong(seed, song), song);
    writeFileSync(path, text, "latin1");
    bytes += text.length;
    if ((song + 1) % filesAtOnce === 0) {
      onFiles(song + 1 - from);
      await setImmediate();
    }
  }
  return { bytes };
}
