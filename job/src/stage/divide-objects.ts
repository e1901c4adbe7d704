import type { StoredObject } from "../sources/object-store.ts";

/** Below this many source bytes in all, one part: a slice parses it in the time it takes to open a second file. */
const smallestDivided = 1024 * 1024;

/**
 * Most source bytes in a part, as a rule: some 8 MB of gzip, in the 1 to 125 MB that AWS advises, and little enough
 * that a few parts at once can be held in memory.
 * https://docs.aws.amazon.com/redshift/latest/dg/c_best-practices-use-multiple-files.html
 */
const largestPart = 64 * 1024 * 1024;

/**
 * Divides objects, in their order, into runs of about equal bytes, one for each part. Their number is a multiple of
 * the cluster's slices, so that each slice gets as many files of a COPY as the others; fewer when there is less than
 * 1 MB or fewer objects than that.
 */
export function divideObjects(
  objects: readonly StoredObject[],
  { slices }: { slices: number },
): StoredObject[][] {
  const bytes = objects.reduce((sum, object) => sum + object.size, 0);
  const count = bytes < smallestDivided ? 1 : slices * Math.ceil(bytes / (slices * largestPart));
  const runs = Array.from({ length: count }, (): StoredObject[] => []);
  let before = 0;
  for (const object of objects) {
    const middle = before + object.size / 2;
    const run = Math.floor((middle / Math.max(bytes, 1)) * count);
    runs[Math.min(run, count - 1)]?.push(object); // an empty object may lie at the very end
    before += object.size;
  }
  return runs.filter((run) => run.length > 0);
}
