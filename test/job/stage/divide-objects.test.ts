import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoredObject } from "../../../job/src/sources/object-store.ts";
import { divideObjects } from "../../../job/src/stage/divide-objects.ts";

const mb = 1024 * 1024;

function objectsOf(sizes: readonly number[]): StoredObject[] {
  return sizes.map((size, key) => ({
    bucket: "logs",
    key: String(key),
    size,
    etag: "",
    lastModified: new Date(0),
  }));
}

function sizesOf(sizes: readonly number[], slices: number): number[][] {
  return divideObjects(objectsOf(sizes), { slices }).map((run) => run.map(({ size }) => size));
}

describe("objects are divided", () => {
  it("into one run when they are less than 1 MB", () => {
    expect(sizesOf([0, 5, mb - 6], 4)).toEqual([[0, 5, mb - 6]]);
    expect(sizesOf([], 4)).toEqual([]);
  });

  it("into a run for each slice, of about equal bytes", () => {
    expect(sizesOf([mb, mb, mb, mb, mb, mb], 2)).toEqual([
      [mb, mb, mb],
      [mb, mb, mb],
    ]);
    expect(sizesOf([4 * mb, mb, mb, mb, mb], 2)).toEqual([[4 * mb], [mb, mb, mb, mb]]);
  });

  it("into a multiple of the slices when a run would be more than 64 MB", () => {
    expect(sizesOf(Array(64).fill(2 * mb), 2)).toHaveLength(2);
    expect(sizesOf(Array(65).fill(2 * mb), 2)).toHaveLength(4);
  });

  it("into no more runs than there are objects", () => {
    expect(sizesOf([7 * mb, 7 * mb], 16)).toEqual([[7 * mb], [7 * mb]]);
  });

  it("in their order, and no run is larger than its share and one object more", () => {
    const sizes = fc.array(fc.nat({ max: 8 * mb }), { maxLength: 200 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 32 }), (all, slices) => {
        const runs = sizesOf(all, slices);
        expect(runs.flat()).toEqual(all);
        const total = all.reduce((sum, size) => sum + size, 0);
        const share = total < mb ? total : total / (slices * Math.ceil(total / (slices * 64 * mb)));
        const largest = Math.max(...runs.map((run) => run.reduce((sum, size) => sum + size, 0)), 0);
        expect(largest).toBeLessThanOrEqual(share + Math.max(...all, 0));
      }),
    );
  });
});
