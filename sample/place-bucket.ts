import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

const stagePrefix = ".sample-of-process-";

/** Runs `write` with an empty folder on the file system of `out`, which is gone afterwards, also after a fault. */
export async function withStage<T>(out: string, write: (stage: string) => Promise<T>): Promise<T> {
  const stage = join(out, `${stagePrefix}${process.pid}`);
  await mkdir(out, { recursive: true });
  await removeStagesOfTheDead(out);
  await mkdir(stage);
  try {
    return await write(stage);
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

/** Puts a folder in the place of another, which need not exist: whole, or not at all. */
export async function replaceFolder(place: string, { by, stage }: { by: string; stage: string }) {
  if (existsSync(place)) await rename(place, join(stage, "replaced"));
  await rename(by, place);
}

/** Moves all files of a folder to the same paths below another. */
export async function mergeFolder(from: string, { into }: { into: string }) {
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    const target = join(into, source.slice(from.length));
    await mkdir(dirname(target), { recursive: true });
    await rename(source, target);
  }
}

/** Stages that a killed process left. */
async function removeStagesOfTheDead(out: string) {
  for (const name of await readdir(out)) {
    if (name.startsWith(stagePrefix) && !isAlive(Number(name.slice(stagePrefix.length)))) {
      await rm(join(out, name), { recursive: true, force: true });
    }
  }
}

function isAlive(processId: number): boolean {
  if (processId === process.pid) return false;
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
