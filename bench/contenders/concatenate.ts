import { closeSync, openSync, readdirSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";

/** Paths of all JSON files under a folder, sorted. */
export function jsonFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .map((name) => join(folder, name))
    .sort();
}

/** Writes the files one after another into one, a line break between them. */
export function concatenate(files: readonly string[], { into }: { into: string }): void {
  const target = openSync(into, "w");
  for (const file of files) {
    writeSync(target, readFileSync(file));
    writeSync(target, "\n");
  }
  closeSync(target);
}
