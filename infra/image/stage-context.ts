import { chmodSync, copyFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { contextFiles } from "./context-hash.ts";

/**
 * Copies what enters the image's build from `root` to the folder `into`, with the same modes on every machine, and
 * removes what no longer belongs there. The provider takes modes into account, which in a clone are the umask's: built
 * from the clone itself, the image of one commit would be another on each machine, under a tag that is taken.
 * https://github.com/pulumi/pulumi-docker-build/pull/979
 */
export function stageContext(root: string, into: string): void {
  const files = ["Dockerfile", ...contextFiles(root)];
  for (const file of files) {
    const target = join(into, file);
    mkdirSync(dirname(target), { recursive: true });
    chmodSync(dirname(target), 0o755);
    copyFileSync(join(root, file), target);
    chmodSync(target, 0o644);
  }
  const wanted = new Set(files);
  for (const entry of readdirSync(into, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const isStale = entry.isFile() && !wanted.has(path.slice(into.length + 1));
    if (isStale) rmSync(path, { force: true });
  }
}
