import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { generateSample } from "../../sample/generate-sample.ts";
import { runJob } from "../harness/job.ts";
import { starOf, textOf } from "../harness/star-of.ts";
import { startTestRedshift } from "../harness/test-redshift.ts";
import type { TestRedshift } from "../harness/track-clients.ts";
import { loadReferenceInput } from "../reference/load-reference-input.ts";
import { referenceStar } from "../reference/reference-star.ts";

const folder = mkdtempSync(join(tmpdir(), "sparkify-sample-"));
const bucket = join(folder, "udacity-dend");
let redshift: TestRedshift;

beforeAll(async () => {
  await generateSample({ out: folder, songs: 300, events: 3000, days: 6 });
  redshift = await startTestRedshift({ s3Folder: folder });
});
afterAll(async () => {
  await redshift.close();
  rmSync(folder, { recursive: true });
});

async function expectReferenceStar(): Promise<void> {
  const client = await redshift.connect();
  try {
    expect(await starOf(client)).toEqual(textOf(referenceStar(await loadReferenceInput(bucket))));
  } finally {
    await client.end();
  }
}

it("loads the sample into the star that the rules without SQL give", async () => {
  const { exitCode, last } = await runJob([], { redshift, s3Folder: folder });
  expect({ exitCode, last }).toMatchObject({
    exitCode: 0,
    last: { status: "committed", stagedEvents: 3000 },
  });
  await expectReferenceStar();
});

it("keeps to the rules when days and songs are added", async () => {
  await generateSample({ out: folder, songs: 300, events: 3000, days: 6, addSongs: 20, addDays: 2 });
  const { last } = await runJob([], { redshift, s3Folder: folder });
  expect(last).toMatchObject({ status: "committed", stagedSongs: 20 });
  await expectReferenceStar();
});

it("finds nothing new after that", async () => {
  const { last } = await runJob([], { redshift, s3Folder: folder });
  expect(last).toMatchObject({ status: "nothing new", files: 0 });
  await expectReferenceStar();
});
