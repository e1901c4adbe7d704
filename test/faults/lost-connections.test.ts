import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FaultBench, openFaultBench } from "./fault-bench.ts";

let bench: FaultBench;

beforeAll(async () => {
  bench = await openFaultBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const whole = { next: 0, lost: 0, doubled: 0 };
const isCommit = ({ text, step }: { text: string; step: string }) => text === "commit" && step === "commit";

/** Does something at the first statement that is meant, and lets all else go on. */
function once<T>(isMeant: (statement: T) => boolean, fate: "cut before" | "answer lost") {
  let isDone = false;
  return (statement: T) => {
    if (isDone || !isMeant(statement)) return "goes on";
    isDone = true;
    return fate;
  };
}

describe("a connection that is lost", () => {
  it.each(["list", "copy-events", "songplays", "checks"])("in step %s ends the run with 6", async (step) => {
    const outcome = await bench.disturb({
      decide: once((statement) => statement.step === step, "cut before"),
    });
    expect(outcome).toMatchObject({
      exitCode: 6,
      last: { msg: "run failed", error: { retryable: true } },
      state: "as before",
      ...whole,
    });
  });

  it("is made up for by the next attempt of the same run", async () => {
    const outcome = await bench.disturb({
      decide: once((statement) => statement.step === "users", "answer lost"),
      environment: { RETRIES: "1" },
    });
    expect(outcome).toMatchObject({
      exitCode: 0,
      last: { msg: "run finished", attempts: 2 },
      state: "committed",
      ...whole,
    });
    expect(outcome.lines.find(({ msg }) => msg === "retrying run")).toMatchObject({
      failures: 1,
      retries: 1,
    });
  });
});

describe("an answer to COMMIT that is lost", () => {
  it("is looked up by the run's id, and found when the commit had arrived", async () => {
    const outcome = await bench.disturb({
      decide: once(isCommit, "answer lost"),
      environment: { RETRIES: "1" },
    });
    expect(outcome).toMatchObject({
      exitCode: 0,
      last: { msg: "run finished", status: "committed", attempts: 2, files: 5 },
      state: "committed",
      ...whole,
    });
    expect(outcome.lines.map(({ msg }) => msg)).toContain("the commit had arrived");
    const client = await bench.redshift.connect();
    const { rows } = await client.query("select status from etl_runs order by started_at");
    await client.end();
    expect(rows.map(({ status }) => status)).toEqual(["committed", "committed", "nothing new"]);
  });

  it("is looked up by the run's id, and loaded again when the commit had not", async () => {
    const outcome = await bench.disturb({
      decide: once(isCommit, "cut before"),
      environment: { RETRIES: "1" },
    });
    expect(outcome).toMatchObject({ exitCode: 0, last: { attempts: 2 }, state: "committed", ...whole });
    expect(outcome.lines.map(({ msg }) => msg)).not.toContain("the commit had arrived");
  });

  it("ends the run with 6 where no attempt is left, and the next one finds it", async () => {
    const outcome = await bench.disturb({ decide: once(isCommit, "answer lost") });
    expect(outcome).toMatchObject({ exitCode: 6, state: "committed", ...whole });
  });
});
