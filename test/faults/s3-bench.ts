import type { IncomingMessage, ServerResponse } from "node:http";
import { vi } from "vitest";
import { event, line, song } from "../harness/bucket.ts";
import type { JobOutcome } from "../harness/job.ts";
import { runInProcess } from "../harness/job-in-process.ts";
import { startTestRedshift } from "../harness/test-redshift.ts";
import { S3Double, sendFault } from "../job/sources/s3-double.ts";
import { secretAccessKey } from "../job/sources/verify-signature.ts";
import type { Outcome } from "./fault-bench.ts";

/** Which requests an answer is for. */
const asks = {
  "list the logs": ({ method, url = "" }: IncomingMessage) =>
    method === "GET" && url.includes("prefix=log_data"),
  "read a log": ({ method, url = "" }: IncomingMessage) => method === "GET" && url.endsWith("events.json"),
  "write a part": ({ method }: IncomingMessage) => method === "PUT",
};
type Ask = keyof typeof asks;

/** An answer in place of the double's own. */
export type Answer = (response: ServerResponse) => void;

export const refuse =
  (status: number, code: string): Answer =>
  (response) =>
    sendFault(response, status, code);

export const cutShort: Answer = (response) =>
  response.writeHead(200, { "content-length": 400 }).write("{}", () => response.destroy());

export const otherLength: Answer = (response) => response.writeHead(200).end("{}");

/** A warehouse and an S3 that can be in trouble; the job and the warehouse, both in this process, read the same. */
export interface S3Bench extends AsyncDisposable {
  double: S3Double;
  job(args?: readonly string[], more?: { stop?: AbortSignal }): Promise<JobOutcome>;
  /** Answers what is asked in place of the double, `times` times. */
  answer(ask: Ask, respond: Answer, options?: { times?: number }): void;
  asks: typeof asks;
  /** Empties the warehouse and mends S3. */
  restore(): Promise<void>;
  /** What a run in trouble left, and what the next one makes of it once S3 is well again. */
  judge(): Promise<Pick<Outcome, "state" | "next" | "lost" | "doubled">>;
}

export async function openS3Bench(): Promise<S3Bench> {
  // The SDK reads them itself.
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", secretAccessKey);
  vi.stubEnv("AWS_REGION", "us-west-2");
  const double = new S3Double();
  const endpoint = await double.start();
  vi.stubEnv("AWS_ENDPOINT_URL_S3", endpoint);
  const redshift = await startTestRedshift();

  const job = (args: readonly string[] = [], more = {}) =>
    runInProcess(args, { redshift, s3Folder: "", environment: { AWS_ENDPOINT_URL_S3: endpoint }, ...more });

  async function countPlays(): Promise<number> {
    const client = await redshift.connect();
    try {
      return (await client.query("select count(*)::integer as plays from songplays")).rows[0].plays;
    } finally {
      await client.end();
    }
  }

  for (const bucket of ["udacity-dend", "sparkify-work"]) double.createBucket(bucket);
  const jsonpaths = Object.keys(event()).map((key) => `$['${key}']`);
  double.put("udacity-dend", "log_json_path.json", Buffer.from(JSON.stringify({ jsonpaths })));
  double.put("udacity-dend", "log_data/2018/11/2018-11-15-events.json", Buffer.from(line(event())));
  double.put("udacity-dend", "song_data/A/TRA.json", Buffer.from(line(song())));
  return {
    ...{ double, job, asks },
    answer(ask, respond, { times = Number.POSITIVE_INFINITY } = {}) {
      let left = times;
      double.intercept = (request, response) => {
        if (!asks[ask](request) || left-- <= 0) return false;
        respond(response);
        return true;
      };
    },
    async restore() {
      double.intercept = () => false;
      await job(["reset", "--yes"]);
    },
    async judge() {
      double.intercept = () => false;
      const isCommitted = (await countPlays()) > 0;
      const { exitCode: next } = await job();
      const plays = await countPlays();
      const state = isCommitted ? "committed" : "as before";
      return { state, next, lost: Math.max(1 - plays, 0), doubled: Math.max(plays - 1, 0) };
    },
    async [Symbol.asyncDispose]() {
      await redshift.close();
      await double.stop();
      vi.unstubAllEnvs();
    },
  };
}
