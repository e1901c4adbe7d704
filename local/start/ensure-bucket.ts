import { existsSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "./start-error.ts";

const bucket = "udacity-dend";

export interface SampleProgress {
  phase: string;
  done: number;
  total: number;
}

/**
 * Makes the sample if its folder has none, and says whether it did. Rejects with a StartError when the folder is
 * somebody's own and holds no bucket.
 */
export async function ensureBucket(
  { s3, isSample }: { s3: string; isSample: boolean },
  options: { onProgress?: (progress: SampleProgress) => void } = {},
): Promise<boolean> {
  if (existsSync(join(s3, bucket))) return false;
  if (!isSample) {
    throw new StartError(
      `Cannot find the bucket "${bucket}" in "${s3}"`,
      `--s3 names the folder above it. "npm run sample -- --out ${s3}" makes a sample there.`,
    );
  }
  // Only the first start pays for loading the generator.
  const { generateSample } = await import("../../sample/generate-sample.ts");
  await generateSample({ out: s3 }, options);
  return true;
}
