import { randomUUID } from "node:crypto";
import { existsSync, watch } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

/** Where queries too large for memory spill: beside the warehouse, not wherever the process was started. */
export class SpillFolder {
  /** The engine makes it when it spills for the first time, and removes it in the end. Each engine has its own. */
  readonly path: string;
  readonly #folder: string;
  readonly #prefix: string | undefined;

  constructor(warehouse: string) {
    const isFile = warehouse !== ":memory:";
    this.#folder = isFile ? dirname(warehouse) : tmpdir();
    this.#prefix = isFile ? `${basename(warehouse)}.spill-` : undefined;
    this.path = join(this.#folder, `${this.#prefix ?? "sparkify-spill-"}${randomUUID()}`);
  }

  /** Removes what engines that were killed have left. To be called by one that has the warehouse to itself. */
  async removeOthers(): Promise<void> {
    const prefix = this.#prefix;
    if (prefix === undefined) return; // no name tells whose they are
    const names = await readdir(this.#folder);
    const others = names.filter((name) => name.startsWith(prefix) && name !== basename(this.path));
    await Promise.all(others.map((name) => rm(join(this.#folder, name), { recursive: true, force: true })));
  }

  /**
   * Calls `spilled` once, as soon as the folder is there, or when that cannot be found out: the engine makes it long
   * before it runs out of memory. Returns what ends the watch.
   */
  onFirstSpill(spilled: () => void): () => void {
    try {
      const watcher = watch(this.#folder, { persistent: false });
      const end = () => {
        watcher.close();
        spilled();
      };
      watcher.on("change", (_, name) => name === basename(this.path) && end());
      watcher.on("error", end);
      // It may have spilled while it was being opened.
      if (existsSync(this.path)) end();
      return () => watcher.close();
    } catch {
      spilled();
      return () => {};
    }
  }
}
