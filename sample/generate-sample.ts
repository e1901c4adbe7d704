import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Marker, readMarker, writeMarker } from "./marker.ts";
import { completeParameters, type SampleParameters } from "./parameters.ts";
import { mergeFolder, replaceFolder, withStage } from "./place-bucket.ts";
import { SampleError } from "./sample-error.ts";
import { type Progress, type Written, writeBucket } from "./write-bucket.ts";

export interface SampleOptions extends Partial<SampleParameters> {
  /** Folder that stands for S3: the bucket becomes the folder `udacity-dend` in it. */
  readonly out: string;
  /** Replace a bucket even if no sample made it. */
  readonly force?: boolean;
}

const bucketName = "udacity-dend";
const nothing: Written = { songs: 0, events: 0, files: 0, bytes: 0 };

/**
 * Makes the sample bucket in `options.out`, or what is missing of it when only `addSongs` or `addDays` grew. Returns
 * what was written: no files if the very sample is there already. The bucket is written beside its place and moved
 * there, so that a process killed on the way leaves the old one, none, or the new one. Throws a SampleError for faults
 * of the options.
 */
export async function generateSample(
  { out, force = false, ...given }: SampleOptions,
  { onProgress = () => {} }: { onProgress?: (progress: Progress) => void } = {},
): Promise<Written> {
  const parameters = completeParameters(given);
  const bucket = join(out, bucketName);
  const marker = await readMarker(out);
  if (existsSync(bucket) && marker === "none" && !force) {
    throw new SampleError(
      `Cannot make a sample in "${out}": its "${bucketName}" is not one (--force replaces it)`,
    );
  }
  const already = existsSync(bucket) ? partAlreadyThere(marker, parameters) : undefined;
  if (already && already.songs === songsOf(parameters) && already.days === daysOf(parameters)) return nothing;
  return withStage(out, async (stage) => {
    const folder = join(stage, bucketName);
    const written = await writeBucket(parameters, { folder, already, onProgress });
    if (already) {
      await mergeFolder(folder, { into: bucket });
    } else {
      await writeMarker(out, "unfinished");
      await replaceFolder(bucket, { by: folder, stage });
    }
    await writeMarker(out, parameters);
    return written;
  });
}

/** The songs and days that a bucket has of a sample; undefined if it is another sample's. */
function partAlreadyThere(
  marker: Marker,
  wanted: SampleParameters,
): { songs: number; days: number } | undefined {
  if (marker === "none" || marker === "unfinished") return undefined;
  const isSame = (["songs", "events", "days", "seed"] as const).every((key) => marker[key] === wanted[key]);
  const isPart = marker.addSongs <= wanted.addSongs && marker.addDays <= wanted.addDays;
  return isSame && isPart ? { songs: songsOf(marker), days: daysOf(marker) } : undefined;
}

function songsOf({ songs, addSongs }: SampleParameters): number {
  return songs + addSongs;
}

function daysOf({ days, addDays }: SampleParameters): number {
  return days + addDays;
}
