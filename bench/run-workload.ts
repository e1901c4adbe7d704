import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { BenchError, ProcessFailed } from "./bench-error.ts";
import { type Contender, contendersOf, type Outcome } from "./contenders.ts";
import { differences, type Fingerprint, fingerprintOf } from "./fingerprint.ts";
import { type Prepared, prepareBucket } from "./prepare-bucket.ts";
import type { Workload } from "./workloads.ts";

/** All that was measured of a workload. */
export interface WorkloadResult {
  workload: Workload;
  files: number;
  /** Bytes of the whole bucket. */
  bytes: number;
  /** By contender, in the order of the rounds. */
  outcomes: ReadonlyMap<Contender, readonly Outcome[]>;
  /** Why contenders came to no end; they are not run again. */
  failures: ReadonlyMap<Contender, string>;
  /** The star that all of them made. */
  star: Fingerprint;
}

export interface WorkloadOptions {
  data: string;
  repeat: number;
  onProgress(text: string): void;
}

/** Runs every contender once a round. Throws a BenchError when two stars differ, or when we fail ourselves. */
export async function runWorkload(
  workload: Workload,
  { data, repeat, onProgress }: WorkloadOptions,
): Promise<WorkloadResult> {
  onProgress(`${workload.name}: making the data`);
  const prepared = await prepareBucket(workload, { data });
  const { measured, reference } = contendersOf(workload);
  const expected = await referenceStar(reference, prepared);
  const outcomes = new Map(measured.map((contender): [Contender, Outcome[]] => [contender, []]));
  const failures = new Map<Contender, string>();
  for (let round = 1; round <= repeat; round++) {
    for (const [contender, soFar] of outcomes) {
      const warehouse = await prepared.freshWarehouse(contender.name);
      const outcome = await contender.run(prepared, warehouse).catch((error) => reasonOf(error, contender));
      if (typeof outcome === "string") {
        onProgress(`${workload.name}: round ${round}, ${contender.name} failed: ${outcome}`);
        failures.set(contender, outcome);
        outcomes.delete(contender);
        continue;
      }
      onProgress(`${workload.name}: round ${round}, ${contender.name} ${outcome.seconds.toFixed(2)} s`);
      soFar.push(outcome);
      if (contender.makesStar) await compare(warehouse, { contender, reference, expected });
    }
  }
  const bytes = sizeOf(prepared.bucket);
  return { workload, files: prepared.files, bytes, outcomes, failures, star: expected };
}

/** Why a script came to no end: that is a result too. Of ours it is none. */
function reasonOf(error: unknown, { name }: Contender): string {
  if (error instanceof ProcessFailed && name !== "ours") return error.reason;
  throw error;
}

async function referenceStar(reference: Contender, prepared: Prepared): Promise<Fingerprint> {
  const warehouse = await prepared.freshWarehouse("reference");
  await reference.run(prepared, warehouse);
  return fingerprintOf(warehouse);
}

async function compare(
  warehouse: string,
  { contender, reference, expected }: { contender: Contender; reference: Contender; expected: Fingerprint },
): Promise<void> {
  const different = differences(await fingerprintOf(warehouse), expected);
  if (different.length === 0) return;
  throw new BenchError(
    `The star of "${contender.name}" differs from that of "${reference.name}" in ${different.join(", ")}`,
  );
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => statSync(join(folder, name)))
    .filter((file) => file.isFile())
    .reduce((sum, { size }) => sum + size, 0);
}
