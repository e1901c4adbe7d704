import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cutShort, openS3Bench, otherLength, refuse, type S3Bench } from "./s3-bench.ts";

let bench: S3Bench;

beforeAll(async () => {
  bench = await openS3Bench();
});
afterAll(() => bench[Symbol.asyncDispose]());
beforeEach(() => bench.restore());

const whole = { state: "as before", next: 0, lost: 0, doubled: 0 };

describe("S3 that does not serve the job", () => {
  it.each([
    ["list the logs", 403, "AccessDenied", 2],
    ["list the logs", 500, "InternalError", 6],
    ["read a log", 403, "AccessDenied", 2],
    ["read a log", 404, "NoSuchKey", 3],
    ["read a log", 503, "SlowDown", 6],
    ["write a part", 403, "AccessDenied", 2],
  ] as const)(
    "to %s and answers %i %s ends the run with its code; the next one loads all",
    async (...given) => {
      const [ask, status, code, exitCode] = given;
      bench.answer(ask, refuse(status, code));
      expect(await bench.job()).toMatchObject({ exitCode, last: { msg: "run failed", exitCode } });
      expect(await bench.judge()).toEqual(whole);
    },
  );

  it.each([
    ["cut short", cutShort],
    ["of another length", otherLength],
  ])("but an object %s every time ends the run with 6", async (_, respond) => {
    bench.answer("read a log", respond);
    expect(await bench.job()).toMatchObject({ exitCode: 6, last: { error: { retryable: true } } });
  });

  it("a few times, and then does, is not noticed", async () => {
    bench.answer("read a log", refuse(503, "SlowDown"), { times: 2 });
    expect(await bench.job()).toMatchObject({ exitCode: 0, last: { attempts: 1, rows: { songplays: 1 } } });
  });

  it("but slowly is waited for", async () => {
    bench.double.delayMs = 300;
    expect(await bench.job()).toMatchObject({ exitCode: 0, last: { attempts: 1, rows: { songplays: 1 } } });
    bench.double.delayMs = 0;
  });

  it("ever again does not keep a run that is told to stop", async () => {
    const stop = new AbortController();
    bench.double.intercept = (request) => {
      if (!bench.asks["list the logs"](request)) return false;
      stop.abort("SIGTERM");
      return true;
    };
    expect(await bench.job([], { stop: stop.signal })).toMatchObject({
      exitCode: 143,
      last: { msg: "run failed" },
    });
  });
});
