import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outcomeOf, spawnJob } from "../harness/job.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";
import { type FaultBench, type Outcome, openFaultBench, type StatementOfRun } from "./fault-bench.ts";
import { openKillableRedshift } from "./killable-redshift.ts";
import { type MatrixRow, writeReliabilityPage } from "./reliability-page.ts";
import { cutShort, openS3Bench, otherLength, refuse } from "./s3-bench.ts";
import type { Fate } from "./statement-proxy.ts";

/** Steps of a run in which it talks to the warehouse, in order. */
const steps = [
  ..."connect create-tables lock list empty-staging copy-events forget users contested copy-songs songs artists".split(
    " ",
  ),
  ..."rematch songplays time pending ledger checks commit".split(" "),
];

const rows: MatrixRow[] = [];
let bench: FaultBench;
let statements: StatementOfRun[];

type Result = Pick<Outcome, "exitCode" | "state" | "next" | "lost" | "doubled">;

/** Notes what cases of a fault in a step came to, which must be the same for all of them. */
function note(fault: string, step: string, results: readonly Result[]): void {
  const [first] = results.map(({ exitCode, state, next, lost, doubled }) => ({
    ...{ exitCode, state, next, lost, doubled },
  }));
  if (first === undefined) throw new Error(`No statement in step ${step}`);
  for (const result of results) expect(result).toMatchObject(first);
  rows.push({ fault, step, cases: results.length, ...first });
}

const whole = { next: 0, lost: 0, doubled: 0 };

async function atEveryStatement(step: string, fate: Fate): Promise<Result[]> {
  const results: Result[] = [];
  for (const { place } of statements.filter((statement) => statement.step === step)) {
    results.push(await bench.disturb({ decide: (at) => (at.place === place ? fate : "goes on") }));
  }
  return results;
}

/** Signals the run at the first statement of a step. */
async function stopped(step: string, signal: "SIGTERM" | "SIGINT"): Promise<Result> {
  const stop = new AbortController();
  return await bench.disturb({
    stop: stop.signal,
    decide(at) {
      if (at.step === step) stop.abort(signal);
      return "goes on";
    },
  });
}

const firstOf = (step: string) => statements.find((statement) => statement.step === step)?.place ?? 0;

describe.skipIf(!process.env.FAULT_MATRIX)(
  "the whole matrix (npm run test:faults)",
  { timeout: 300_000 },
  () => {
    beforeAll(async () => {
      bench = await openFaultBench();
      statements = [];
      await bench.disturb({
        decide(statement) {
          statements.push(statement);
          return "goes on";
        },
      });
    });
    afterAll(() => bench[Symbol.asyncDispose]());

    it.each(steps)("connection cut before each statement of step %s", async (step) => {
      const results = await atEveryStatement(step, "cut before");
      for (const result of results)
        expect(result).toMatchObject({ exitCode: 6, state: "as before", ...whole });
      note("connection cut before each statement", step, results);
    });

    it.each(steps)("answer to each statement of step %s lost", async (step) => {
      const results = await atEveryStatement(step, "answer lost");
      const state = step === "commit" ? "committed" : "as before";
      for (const result of results) expect(result).toMatchObject({ exitCode: 6, state, ...whole });
      note("answer to each statement lost", step, results);
    });

    it.each(steps)("SIGTERM and SIGINT in step %s", async (step) => {
      for (const [signal, code] of [
        ["SIGTERM", 143],
        ["SIGINT", 130],
      ] as const) {
        const result = await stopped(step, signal);
        const expected =
          step === "commit" ? { exitCode: 0, state: "committed" } : { exitCode: code, state: "as before" };
        expect(result).toMatchObject({ ...expected, ...whole });
        note(signal, step, [result]);
      }
    });

    it.each(steps)("job killed (-9) in step %s", async (step) => {
      await bench.restore();
      const child = spawnJob([], {
        redshift: { ...bench.redshift, port: bench.proxy.port },
        s3Folder: bench.bucket.folder,
      });
      let place = 0;
      bench.proxy.decide = () => {
        place += 1;
        if (place !== firstOf(step)) return "goes on";
        child.kill("SIGKILL");
        return "held";
      };
      const { exitCode } = await outcomeOf(child);
      bench.proxy.decide = () => "goes on";
      const result = { exitCode, ...(await bench.judge()) };
      expect(result).toEqual({ exitCode: 137, state: "as before", ...whole });
      note("job killed (-9)", step, [result]);
    });

    it("warehouse killed (-9) in every step, and started again on its file", async () => {
      await using folder = await temporaryFolder();
      const warehouse = openKillableRedshift(join(folder.path, "warehouse.duckdb"));
      await using own = await openFaultBench(warehouse.start);
      for (const step of steps) {
        await own.restore();
        const { exitCode } = await own.run({
          decide(at) {
            if (at.place === firstOf(step)) void warehouse.kill();
            return "goes on";
          },
        });
        own.proxy.target = await warehouse.serve(own.bucket.folder);
        const result = { exitCode, ...(await own.judge()) };
        expect({ step, ...result }).toMatchObject({ step, exitCode: 6, ...whole });
        note("warehouse killed (-9)", step, [result]);
      }
    });

    it("S3 in trouble", async () => {
      await using s3 = await openS3Bench();
      for (const [ask, step] of [
        ["list the logs", "list"],
        ["read a log", "bundle"],
        ["write a part", "bundle"],
      ] as const) {
        for (const [status, code, exitCode] of [
          [403, "AccessDenied", 2],
          [404, "NoSuchBucket", 2],
          [500, "InternalError", 6],
          [503, "SlowDown", 6],
        ] as const) {
          await s3.restore();
          s3.answer(ask, refuse(status, code));
          const result = { exitCode: (await s3.job()).exitCode, ...(await s3.judge()) };
          expect(result).toEqual({ exitCode, state: "as before", ...whole });
          note(`S3 answers ${status} ${code} to "${ask}"`, step, [result]);
        }
      }
      for (const [fault, respond] of [
        ["an object comes cut short", cutShort],
        ["an object comes in another length", otherLength],
      ] as const) {
        await s3.restore();
        s3.answer("read a log", respond);
        const result = { exitCode: (await s3.job()).exitCode, ...(await s3.judge()) };
        expect(result).toEqual({ exitCode: 6, state: "as before", ...whole });
        note(fault, "bundle", [result]);
      }
    });

    it("is written to docs/reliability.md, once all of it passed", () => {
      const perStep = ["cut", "answer lost", "SIGTERM", "SIGINT", "job killed", "warehouse killed"];
      const ofS3 = 3 * 4 + 2;
      expect(rows).toHaveLength(perStep.length * steps.length + ofS3);
      writeReliabilityPage(rows);
    });
  },
);
