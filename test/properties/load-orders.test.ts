import { readFileSync } from "node:fs";
import fc from "fast-check";
import { pino } from "pino";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTablesCommand } from "../../job/src/commands/create-tables.ts";
import { parseConfig } from "../../job/src/config/parse-config.ts";
import { run } from "../../job/src/run/run.ts";
import type { JobContext } from "../../job/src/run/run-context.ts";
import { openWarehouse } from "../../job/src/warehouse/open-warehouse.ts";
import { sqlFolder } from "../../job/src/warehouse/sql-file.ts";
import { line, makeBucket, type TestBucket } from "../harness/bucket.ts";
import { jobEnvironment } from "../harness/job.ts";
import { starOf, textOf } from "../harness/star-of.ts";
import { startTestRedshift } from "../harness/test-redshift.ts";
import type { TestRedshift } from "../harness/track-clients.ts";
import { referenceStar } from "../reference/reference-star.ts";
import type { LogEvent, SongFile } from "../reference/source-rows.ts";
import { collidingEvent, collidingSong } from "./colliding-rows.ts";

/** A dozen with the other tests; `npm run test:orders` asks for thousands. */
const cases = Number(process.env.ORDER_CASES ?? 12);

/** What happens to the bucket before a run: objects are put, over others or anew. */
const put = fc.oneof(
  fc.record({
    kind: fc.constant("log" as const),
    file: fc.integer({ min: 0, max: 2 }),
    rows: fc.array(collidingEvent, { maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant("song" as const),
    file: fc.integer({ min: 0, max: 2 }),
    rows: fc.array(collidingSong, { maxLength: 2 }),
  }),
);
const runs = fc.array(fc.array(put, { maxLength: 4 }), { minLength: 1, maxLength: 4 });

let bucket: TestBucket;
let redshift: TestRedshift;
let job: JobContext;

beforeAll(async () => {
  bucket = makeBucket("no data");
  redshift = await startTestRedshift({ s3Folder: bucket.folder });
  const text = readFileSync(new URL("../../dwh.cfg", import.meta.url), "utf8");
  const { config } = parseConfig(text, jobEnvironment({ redshift, s3Folder: bucket.folder }));
  const stop = new AbortController().signal;
  job = {
    config,
    log: pino({ level: "silent" }),
    stop,
    sqlFolder,
    storage: { folder: bucket.folder, endpoint: undefined },
    version: "test",
  };
  await createTablesCommand(job);
});
afterAll(async () => {
  await redshift.close();
  bucket[Symbol.dispose]();
});

it(
  `gives the star of all versions ever loaded, in any order and number of runs (${cases} cases)`,
  async () => {
    await fc.assert(
      fc.asyncProperty(runs, async (sequence) => {
        const loaded = await loadInTurn(sequence);
        const client = await redshift.connect();
        try {
          expect(await starOf(client)).toEqual(textOf(referenceStar(loaded)));
        } finally {
          await client.end();
        }
      }),
      // A failure prints its seed and path; given here, they run that very case again.
      { numRuns: cases, ...(process.env.ORDER_SEED ? { seed: Number(process.env.ORDER_SEED) } : {}) },
    );
  },
  cases * 5_000,
);

/** Puts and runs, one run after another; gives the rows of every object version that some run has seen. */
async function loadInTurn(
  sequence: readonly (readonly Put[])[],
): Promise<{ events: LogEvent[]; songs: SongFile[] }> {
  await emptyWarehouse();
  const logs = new Map<number, LogEvent[]>();
  const songs = new Map<number, SongFile[]>();
  const loaded = { events: [] as LogEvent[], songs: [] as SongFile[] };
  for (const file of [0, 1, 2]) {
    bucket.put(`log_data/${file}.json`, "");
    bucket.put(`song_data/${file}.json`, "");
  }
  for (const puts of sequence) {
    for (const { kind, file, rows } of puts) {
      bucket.put(`${kind}_data/${file}.json`, line(...(rows as never[])));
      if (kind === "log") logs.set(file, rows as LogEvent[]);
      else songs.set(file, rows as SongFile[]);
    }
    await run(job, { scope: "changes", only: undefined, reload: undefined });
    loaded.events.push(...[...logs.values()].flat());
    loaded.songs.push(...[...songs.values()].flat());
  }
  return loaded;
}

async function emptyWarehouse(): Promise<void> {
  await using warehouse = await openWarehouse(job);
  await warehouse.run("reset/empty_star");
}

type Put = typeof put extends fc.Arbitrary<infer T> ? T : never;
