import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ensureBucket, type SampleProgress } from "../../../local/start/ensure-bucket.ts";
import { temporaryFolder } from "../../harness/temporary-folder.ts";

test("the sample is made once, and tells how far it is", async () => {
  await using folder = await temporaryFolder();
  const options = { s3: folder.path, isSample: true };
  const progress: SampleProgress[] = [];
  expect(await ensureBucket(options, { onProgress: (news) => progress.push(news) })).toBe(true);
  expect(await readdir(join(folder.path, "udacity-dend"))).toEqual(
    expect.arrayContaining(["log_data", "log_json_path.json", "song_data"]),
  );
  expect(progress.at(-1)?.done).toBe(progress.at(-1)?.total);
  expect(await ensureBucket(options)).toBe(false);
});

test("a bucket that is there is left as it is", async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, "udacity-dend"));
  expect(await ensureBucket({ s3: folder.path, isSample: false })).toBe(false);
  expect(await readdir(join(folder.path, "udacity-dend"))).toEqual([]);
});

test("nothing is made in a folder of somebody's own", async () => {
  await using folder = await temporaryFolder();
  await expect(ensureBucket({ s3: folder.path, isSample: false })).rejects.toMatchObject({
    name: "StartError",
    message: `Cannot find the bucket "udacity-dend" in "${folder.path}"`,
    wayOut: `--s3 names the folder above it. "npm run sample -- --out ${folder.path}" makes a sample there.`,
  });
  expect(await readdir(folder.path)).toEqual([]);
});
