import { join } from "node:path";
import { expect, it } from "vitest";
import { outcomeOf, spawnJob } from "../harness/job.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";
import { openFaultBench } from "./fault-bench.ts";
import { openKillableRedshift } from "./killable-redshift.ts";

const whole = { next: 0, lost: 0, doubled: 0 };

it("a job that is killed leaves the warehouse as it was, and the next one loads all", async () => {
  await using bench = await openFaultBench();
  for (const beginning of ["copy staging_events", "insert into etl_runs"]) {
    await bench.restore();
    const child = spawnJob([], {
      redshift: { ...bench.redshift, port: bench.proxy.port },
      s3Folder: bench.bucket.folder,
    });
    bench.proxy.decide = ({ text }) => {
      if (!text.startsWith(beginning)) return "goes on";
      child.kill("SIGKILL");
      return "goes on";
    };
    expect((await outcomeOf(child)).exitCode).toBe(137);
    bench.proxy.decide = () => "goes on";
    expect(await bench.judge()).toEqual({ state: "as before", ...whole });
  }
});

it("a warehouse that is killed has on its file what was committed, and nothing of the run", async () => {
  await using folder = await temporaryFolder();
  const warehouse = openKillableRedshift(join(folder.path, "warehouse.duckdb"));
  await using bench = await openFaultBench(warehouse.start);
  await bench.restore();
  const run = await bench.run({
    decide({ text }) {
      if (text.startsWith("insert into etl_runs")) void warehouse.kill();
      return "goes on";
    },
  });
  expect(run).toMatchObject({ exitCode: 6, last: { msg: "run failed", error: { retryable: true } } });
  bench.proxy.target = await warehouse.serve(bench.bucket.folder);
  expect(await bench.judge()).toEqual({ state: "as before", ...whole });
});

it("jobs that are started together run one after another, and come to what one run does", async () => {
  await using bench = await openFaultBench();
  await bench.restore();
  const options = { redshift: bench.redshift, s3Folder: bench.bucket.folder };
  const outcomes = await Promise.all([1, 2, 3].map(() => outcomeOf(spawnJob([], options))));
  expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  const statuses = outcomes.map(({ last }) => last.status);
  expect(statuses.sort()).toEqual(["committed", "nothing new", "nothing new"]);
  expect(await bench.judge()).toEqual({ state: "committed", ...whole });
});

it("a job that waits says for whom", async () => {
  await using bench = await openFaultBench();
  const other = await bench.redshift.connect();
  await other.query("begin");
  await other.query("lock etl_lock");
  const { rows } = await other.query("select pg_backend_pid() as pid");
  const { exitCode, lines } = await bench.run({ environment: { LOCK_WAIT_SECONDS: "2" } });
  await other.query("rollback");
  await other.end();
  expect(exitCode).toBe(5);
  expect(lines.find(({ msg }) => msg === "waiting for another run")).toMatchObject({
    level: "warn",
    holder_pid: rows[0].pid,
    holder: "dwh_admin",
    lockWaitSeconds: 2,
  });
});
