import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Twelve hex digits over the path and bytes of every file that enters the image's build: the Dockerfile, and what
 * `.dockerignore` lets through, and that file itself. The same files give the same tag, on any machine, and any change gives a new one.
 */
export function contextHash(root: string): string {
  const hash = createHash("sha256");
  for (const path of ["Dockerfile", ".dockerignore", ...contextFiles(root)]) {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex").slice(0, 12);
}

/** Paths from `root`, sorted by code unit. */
export function contextFiles(root: string): string[] {
  return allowedPaths(readFileSync(join(root, ".dockerignore"), "utf8"))
    .flatMap((path) => filesUnder(root, path))
    .sort((a, b) => (a < b ? -1 : 1));
}

/** The ignore file shuts everything out and then names what to let in; other forms are refused, not guessed at. */
function allowedPaths(ignoreFile: string): string[] {
  const lines = ignoreFile.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
  const [first, ...rest] = lines;
  const strange = rest.find((line) => !/^![\w.-]+$/.test(line));
  if (first !== "*" || strange !== undefined) {
    throw new Error(
      `Cannot read ".dockerignore": it must begin with * and then name folders and files like !job, not "${strange ?? first}"`,
    );
  }
  return rest.map((line) => line.slice(1));
}

function filesUnder(root: string, path: string): string[] {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path)).flatMap((name) => filesUnder(root, `${path}/${name}`));
}
