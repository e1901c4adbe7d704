import { copyFile, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { generateSample } from "../sample/generate-sample.ts";
import { concatenate, jsonFiles } from "./contenders/concatenate.ts";
import { runOurs } from "./run-ours.ts";
import type { Workload } from "./workloads.ts";

/** Where a workload's data lies, made and in the page cache. */
export interface Prepared {
  /** Folder that stands for S3. */
  s3: string;
  /** The bucket in it. */
  bucket: string;
  files: number;
  /** Prepares a contender's empty or, for an increment, loaded warehouse; gives its file. */
  freshWarehouse(contender: string): Promise<string>;
}

/** Makes the bucket of a workload and, for an increment, a warehouse that has all but the increment. */
export async function prepareBucket(workload: Workload, { data }: { data: string }): Promise<Prepared> {
  const { sample, increment } = workload;
  const s3 = join(data, `${sample.songs}-songs-${sample.events}-events`);
  const bucket = join(s3, "udacity-dend");
  await generateSample({ out: s3, ...sample });
  const loaded = join(s3, "loaded.duckdb");
  if (increment) {
    await removeWarehouse(loaded);
    await runOurs({ s3, warehouse: loaded });
    await generateSample({ out: s3, ...sample, ...increment });
  } else {
    concatenate(jsonFiles(join(bucket, "song_data")), { into: join(s3, "songs.ndjson") });
    concatenate(jsonFiles(join(bucket, "log_data")), { into: join(s3, "events.ndjson") });
  }
  return {
    s3,
    bucket,
    files: jsonFiles(bucket).length,
    async freshWarehouse(contender) {
      const warehouse = join(s3, `${contender}.duckdb`);
      await removeWarehouse(warehouse);
      if (increment && contender === "ours") await copyToDisk(loaded, warehouse);
      return warehouse;
    },
  };
}

/** All of it is on the disk, as last night left it: else the run's own commit would write it out. */
async function copyToDisk(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  await using file = await open(to, "r+");
  await file.sync();
}

async function removeWarehouse(file: string): Promise<void> {
  for (const suffix of ["", ".wal"]) await rm(`${file}${suffix}`, { force: true });
}
