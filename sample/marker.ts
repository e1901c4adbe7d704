import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { completeParameters, type SampleParameters } from "./parameters.ts";

/** To be raised when the same parameters come to give other bytes: samples of an older format are made again. */
const format = 1;
const fileName = ".sample.json";

/** What a folder's marker says: nothing (not a sample's folder), a sample under way, or whose it is. */
export type Marker = "none" | "unfinished" | SampleParameters;

/** Reads the marker that lies beside the bucket. Any marker of ours makes the bucket ours to replace. */
export async function readMarker(folder: string): Promise<Marker> {
  const text = await readFile(join(folder, fileName), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return "none";
  const content = JSON.parse(text);
  return content.format === format && content.parameters
    ? completeParameters(content.parameters)
    : "unfinished";
}

/** Replaces the marker at once. */
export async function writeMarker(folder: string, marker: "unfinished" | SampleParameters) {
  const content = marker === "unfinished" ? { format } : { format, parameters: marker };
  const path = join(folder, fileName);
  await writeFile(`${path}.${process.pid}`, `${JSON.stringify(content, null, 2)}\n`);
  await rename(`${path}.${process.pid}`, path);
}
