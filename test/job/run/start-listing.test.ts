import { afterEach, expect, test, vi } from "vitest";
import { startListing } from "../../../job/src/run/start-listing.ts";
import { FolderObjectStore } from "../../../job/src/sources/folder-object-store.ts";
import { event, line, makeBucket, type TestBucket } from "../../harness/bucket.ts";

let bucket: TestBucket | undefined;
afterEach(() => {
  vi.restoreAllMocks();
  bucket?.[Symbol.dispose]();
});

const prefixes = {
  logData: { bucket: "udacity-dend", key: "log_data/" },
  songData: { bucket: "udacity-dend", key: "song_data/" },
};

/** Keys of the logs in a listing that is taken so many ms after it began, a second log having come meanwhile. */
async function keysAfter(ms: number): Promise<string[]> {
  bucket = makeBucket("no data");
  bucket.put("log_data/2018/11/one.json", line(event()));
  const now = vi.spyOn(performance, "now").mockReturnValue(1000);
  const listing = startListing(new FolderObjectStore(bucket.folder), prefixes);
  await new Promise((resolve) => setImmediate(resolve));
  bucket.put("log_data/2018/11/two.json", line(event()));
  now.mockReturnValue(1000 + ms);
  const keys: string[] = [];
  for await (const page of listing.take().events) keys.push(...page.map(({ key }) => key));
  return keys;
}

test("a listing that was begun a little before it is wanted is used", async () => {
  expect(await keysAfter(4_000)).toEqual(["log_data/2018/11/one.json"]);
});

test("one that had to wait for long, as for another run's lock, is made anew", async () => {
  expect(await keysAfter(6_000)).toEqual(["log_data/2018/11/one.json", "log_data/2018/11/two.json"]);
});
