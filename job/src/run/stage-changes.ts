import { setImmediate as nextTurn } from "node:timers/promises";
import type { S3Uri } from "../sources/s3-uri.ts";
import { beside } from "./beside.ts";
import { copyManifest } from "./copy-manifest.ts";
import type { Changes, Source } from "./list-changes.ts";
import type { RunContext } from "./run-context.ts";
import { type Bundled, bundleSource, listLarge, sortBySize } from "./stage-source.ts";

export interface StagingOptions {
  slices: number;
  /** The run's own prefix in WORK. */
  target: S3Uri;
}

/** What was staged. */
export interface Staged {
  rows: Record<Source, number>;
  bundled: readonly Bundled[];
}

/**
 * From objects to staged rows. Objects are bundled beside the COPY of what needs no bundling, and those of one source
 * beside the COPY of the other: one keeps the job busy, the other the warehouse. So does `afterEvents`, called as soon as
 * all events are staged, when songs may still be on their way.
 */
export async function stageChanges(
  context: RunContext,
  changes: readonly Changes[],
  { slices, target, afterEvents }: StagingOptions & { afterEvents: () => Promise<void> },
): Promise<Staged> {
  const { warehouse } = context;
  const { step } = context.steps;
  await step("empty-staging", () => warehouse.run("staging/empty"));
  const sorted = changes.map(({ source, objects }) => ({ source, ...sortBySize(objects) }));
  const large = await Promise.all(sorted.map((source) => listLarge(context, source, { target })));
  let bundles: Promise<Bundled>[] = [];
  await using bundling = beside((giveUp) => {
    bundles = bundleInTurn(context, sorted, { slices, target, giveUp });
    return step("bundle", async (note) => {
      const all = await Promise.all(bundles);
      const sizes = all.map(({ bundle }) => bundle);
      note({ rows: sum(sizes.map(({ rows }) => rows)), parts: sum(sizes.map(({ parts }) => parts.length)) });
      return all;
    });
  });
  const rows = { events: 0, songs: 0 };
  for (const [index, { source }] of sorted.entries()) {
    rows[source] = await step(`copy-${source}`, async (note) => {
      const direct = large[index];
      const copied = direct ? await copyManifest(context, direct) : 0;
      const manifest = (await bundles[index])?.manifest;
      const bundled = manifest ? await copyManifest(context, manifest) : 0;
      note({ rows: copied + bundled });
      return copied + bundled;
    });
    if (source === "events") await afterEvents();
  }
  return { rows, bundled: await bundling.done };
}

/**
 * One source after the other, so that no more reads are under way than one of them may have. The first COPY goes out
 * before: small objects take all of the job's time.
 */
function bundleInTurn(
  context: RunContext,
  sources: readonly Parameters<typeof bundleSource>[1][],
  options: Parameters<typeof bundleSource>[2],
): Promise<Bundled>[] {
  let before: Promise<unknown> = nextTurn();
  return sources.map((source) => {
    const bundled = before.then(() => bundleSource(context, source, options));
    before = bundled;
    bundled.catch(() => {});
    return bundled;
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
