import { statSync, writeFileSync } from "node:fs";

/** Writes one JSON line for each file: what a ledger must know to tell a changed file. */
export function writeLedger(files: readonly string[], { into }: { into: string }): void {
  const lines = files.map((key) => {
    const { size, mtimeMs } = statSync(key);
    return JSON.stringify({ key, etag: `${mtimeMs}-${size}`, size });
  });
  writeFileSync(into, lines.join("\n"));
}
