import { mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { logFileName } from "./calendar.ts";
import { dayEvents } from "./day-events.ts";
import { logLine } from "./log-line.ts";
import type { World } from "./world.ts";

/** Characters, of a byte each, that are written at once: what is held of a file, whatever its size. */
const blockSize = 1 << 20;

/** Writes the log file of a day below `folder`, and returns its size in bytes and events. */
export async function writeLog(
  world: World,
  { day, folder }: { day: number; folder: string },
): Promise<{ bytes: number; events: number }> {
  const path = join(folder, logFileName(day));
  await mkdir(dirname(path), { recursive: true });
  await using file = await open(path, "wx");
  let bytes = 0;
  let events = 0;
  for (const block of blocksOf(world, day)) {
    const buffer = Buffer.from(block.text, "latin1");
    await file.writeFile(buffer);
    bytes += buffer.length;
    events += block.events;
  }
  return { bytes, events };
}

/** The text of a day's file, a block at a time; lines are set apart by line ends, the last has none. */
function* blocksOf(world: World, day: number): Generator<{ text: string; events: number }, void> {
  let text = "";
  let events = 0;
  let lineEnd = "";
  for (const event of dayEvents(world, day)) {
    text += lineEnd + logLine(event);
    lineEnd = "\n";
    events += 1;
    if (text.length < blockSize) continue;
    yield { text, events };
    text = "";
    events = 0;
  }
  yield { text, events };
}
