import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { PeopleReport } from "../../../local/start/people-report.ts";

let written = "";
let report: PeopleReport;
beforeEach(() => {
  vi.useFakeTimers();
  written = "";
  report = new PeopleReport({
    write: (text) => {
      written += text;
    },
  });
});
afterEach(() => {
  report.end();
  vi.useRealTimers();
});

function log(record: object): void {
  report.line(JSON.stringify({ level: "info", time: "2018-11-30T00:00:00Z", ...record }));
}

const finished = {
  msg: "run finished",
  status: "committed",
  ms: 1234,
  files: 101,
  parts: 8,
  bytes: 3_600_000,
  rows: { songplays: 6820, users: 97, songs: 71, artists: 69, time: 6813 },
  checks: { passed: 24, failed: 0, warned: 0 },
  steps: { connect: 12 },
};

describe("a run, told to people", () => {
  test("has a line a step and a summary", () => {
    log({ msg: "started step", step: "connect" });
    log({ msg: "finished step", step: "connect", ms: 12.4 });
    log({ msg: "finished step", step: "bundle", ms: 1200 });
    log({ level: "warn", msg: "key is not used" });
    log(finished);
    expect(written).toMatchInlineSnapshot(`
      "  ✔ connect          12 ms
        ✔ bundle           1.2 s
        ! key is not used

      Loaded 101 files (3.6 MB) in 1.2 s

        songplays      6,820 rows
        users             97 rows
        songs             71 rows
        artists           69 rows
        time           6,813 rows

        24 checks passed

      "
    `);
  });

  test("says that nothing is new", () => {
    const checks = { passed: 0, failed: 0, warned: 0 };
    log({ ...finished, status: "nothing new", files: 0, checks });
    expect(written).toContain("\nNothing is new: the warehouse stays as it is\n");
    expect(written).not.toContain("checks");
  });

  test("names checks that warned", () => {
    log({ ...finished, checks: { passed: 22, failed: 1, warned: 2 } });
    expect(written).toContain("  22 checks passed, 2 warned, 1 failed\n");
  });

  test("says that objects were left out", () => {
    log({ ...finished, rejected: 1200 });
    expect(written).toContain("\n  1,200 objects were left out: see table etl_rejects\n");
  });

  test("says why it failed", () => {
    log({ level: "error", msg: "run failed", exitCode: 3, error: { message: "Cannot load x" } });
    expect(written).toBe("\nThe run failed (exit code 3), and nothing of it stays\n\n  Cannot load x\n\n");
  });

  test("passes on what is no line of the log", () => {
    for (const line of ["    at main (job/main.ts:1:1)", "{not JSON", "{}"]) report.line(line);
    expect(written).toBe("    at main (job/main.ts:1:1)\n{not JSON\n{}\n");
  });
});

describe("progress", () => {
  test("is silent for a second", () => {
    report.begin("bundle");
    vi.advanceTimersByTime(900);
    report.done("bundle", 900);
    expect(written).toBe("  ✔ bundle           900 ms\n");
  });

  test("then shows one line, which is gone when the next text comes", () => {
    report.begin("bundle");
    vi.advanceTimersByTime(1000);
    expect(written).toBe("\r\x1b[K  … bundle 1 s");
    vi.advanceTimersByTime(500);
    expect(written).toBe("\r\x1b[K  … bundle 1 s");
    report.update("bundle: 3 of 4,");
    vi.advanceTimersByTime(100);
    expect(written).toBe("\r\x1b[K  … bundle 1 s\r\x1b[K  … bundle: 3 of 4, 1 s");
    report.print("done");
    expect(written.endsWith("1 s\r\x1b[Kdone\n")).toBe(true);
  });
});
