import { once } from "node:events";
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outcomeOf, spawnJob } from "../harness/job.ts";
import { runInProcess } from "../harness/job-in-process.ts";
import { type FaultBench, openFaultBench } from "./fault-bench.ts";

let bench: FaultBench;

beforeAll(async () => {
  bench = await openFaultBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

describe("a run that is told to stop", () => {
  it.each(["create-tables", "list", "copy-events", "rematch", "checks"])(
    "in step %s rolls back, ends with 143 and is noted",
    async (step) => {
      const stop = new AbortController();
      await bench.restore();
      const outcome = await bench.run({
        stop: stop.signal,
        decide(statement) {
          if (statement.step === step) stop.abort("SIGTERM");
          return "goes on";
        },
      });
      expect(outcome).toMatchObject({
        exitCode: 143,
        last: {
          msg: "run failed",
          exitCode: 143,
          error: { message: "Stopped by SIGTERM: nothing was changed" },
        },
      });
      const client = await bench.redshift.connect();
      const { rows } = await client.query("select status from etl_runs order by finished_at desc limit 1");
      await client.end();
      expect(rows).toEqual([{ status: "stopped" }]);
      expect(await bench.judge()).toEqual({ state: "as before", next: 0, lost: 0, doubled: 0 });
    },
  );

  it("while COMMIT is under way lets it end, and says that the run finished", async () => {
    const stop = new AbortController();
    const outcome = await bench.disturb({
      stop: stop.signal,
      decide({ step, text }) {
        if (step === "commit" && text === "commit") stop.abort("SIGTERM");
        return "goes on";
      },
    });
    expect(outcome).toMatchObject({
      exitCode: 0,
      last: { msg: "run finished" },
      ...{ state: "committed", next: 0, lost: 0, doubled: 0 },
    });
  });

  it("while it waits for its next attempt ends at once", async () => {
    const stop = new AbortController();
    const outcome = await runInProcess([], {
      redshift: { ...bench.redshift, port: 1 },
      s3Folder: bench.bucket.folder,
      environment: { RETRIES: "5" },
      stop: stop.signal,
      heed: (text) => text.includes("retrying run") && stop.abort("SIGINT"),
    });
    expect(outcome).toMatchObject({
      exitCode: 130,
      last: { error: { message: "Stopped by SIGINT: nothing was changed" } },
    });
  });

  it("while a warehouse that says nothing is asked to connect ends at once", async () => {
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const stop = new AbortController();
    silent.once("connection", () => stop.abort("SIGTERM"));
    const outcome = await runInProcess([], {
      redshift: { ...bench.redshift, port: (silent.address() as { port: number }).port },
      s3Folder: bench.bucket.folder,
      stop: stop.signal,
    });
    silent.close();
    expect(outcome).toMatchObject({ exitCode: 143, last: { msg: "run failed" } });
  });

  it("twice ends at once, and the warehouse rolls back", async () => {
    await bench.restore();
    const child = spawnJob([], {
      redshift: { ...bench.redshift, port: bench.proxy.port },
      s3Folder: bench.bucket.folder,
    });
    bench.proxy.decide = ({ text }) => {
      if (!text.startsWith("copy staging_events")) return "goes on";
      child.kill("SIGTERM");
      setTimeout(() => child.kill("SIGTERM"), 100);
      return "held";
    };
    expect((await outcomeOf(child)).exitCode).toBe(143);
    bench.proxy.decide = () => "goes on";
    expect(await bench.judge()).toEqual({ state: "as before", next: 0, lost: 0, doubled: 0 });
  });
});
