import type { Client } from "pg";
import { event, line, makeBucket, song, type TestBucket } from "../harness/bucket.ts";
import type { JobOutcome } from "../harness/job.ts";
import { runInProcess } from "../harness/job-in-process.ts";
import { starOf } from "../harness/star-of.ts";
import { startTestRedshift } from "../harness/test-redshift.ts";
import type { TestRedshift } from "../harness/track-clients.ts";
import { type Fate, type Statement, type StatementProxy, startStatementProxy } from "./statement-proxy.ts";

type StarText = Awaited<ReturnType<typeof starOf>>;

/** How a disturbed run, and the one after it, ended. */
export interface Outcome extends JobOutcome {
  /** What the disturbed run left: the tables as they were, or all of it. */
  state: "as before" | "committed";
  /** Exit code of the next run. */
  next: number;
  /** Rows of the star after the next run that an undisturbed run has and this one has not, and the other way. */
  lost: number;
  doubled: number;
}

/** A statement with its place in the run, from 1. */
export interface StatementOfRun extends Statement {
  place: number;
  step: string;
}

interface Disturbance {
  /** What becomes of a statement, and what happens as it passes; `step` is the job's own word. */
  decide?(statement: StatementOfRun): Fate;
  environment?: Record<string, string>;
  stop?: AbortSignal;
}

/** A warehouse behind a proxy, a bucket with one version loaded and more to load, and the star that must come out. */
export interface FaultBench extends AsyncDisposable {
  redshift: TestRedshift;
  proxy: StatementProxy;
  bucket: TestBucket;
  /** Runs the job in this process, disturbed; then compares, runs it again, and compares again. */
  disturb(disturbance: Disturbance): Promise<Outcome>;
  /** Empties the warehouse and loads what was there before the run that will be disturbed. */
  restore(): Promise<void>;
  /** What a run that something else disturbed, and ended, has left; and what the next one makes of it. */
  judge(): Promise<Pick<Outcome, "state" | "next" | "lost" | "doubled">>;
  /** One run through the proxy. */
  run(disturbance?: Disturbance): Promise<JobOutcome>;
}

const tables = ["songplays", "users", "songs", "artists", "time", "staging_events", "etl_files", "etl_runs"];
const today = "log_data/2018/11/2018-11-16-events.json";
const play = (item: number, more = {}) =>
  event({ sessionId: 900, itemInSession: item, ts: 1542900000796 + item, ...more });

/** A log that grows, a new one, a song that finds a play loaded before it, and a large log that COPY reads itself. */
function putNews(bucket: TestBucket): void {
  bucket.put(today, line(play(1), play(2, { song: "Late", level: "free", userId: "16" }), play(3)));
  bucket.put("log_data/2018/11/2018-11-17-events.json", line(play(4, { userId: "17" })));
  bucket.put("song_data/A/A/B/TRAAAAB000000000000.json", line(song({ song_id: "SO2", title: "Late" })));
}

/** On a warehouse of its own, in this process unless another one is given. */
export async function openFaultBench(
  start: (s3Folder: string) => Promise<TestRedshift> = (s3Folder) => startTestRedshift({ s3Folder }),
): Promise<FaultBench> {
  const bucket = makeBucket();
  const redshift = await start(bucket.folder);
  const proxy = await startStatementProxy(redshift);

  async function run(
    { decide, environment, stop }: Disturbance = {},
    ...args: string[]
  ): Promise<JobOutcome> {
    let step = "";
    let place = 0;
    proxy.decide = (statement) => decide?.({ ...statement, place: ++place, step }) ?? "goes on";
    const outcome = await runInProcess(args, {
      redshift: { ...redshift, port: proxy.port },
      s3Folder: bucket.folder,
      environment: { LOG_LEVEL: "debug", ...environment },
      ...(stop === undefined ? {} : { stop }),
      heed(text) {
        step = /"step":"([a-z-]+)","msg":"started step"/.exec(text)?.[1] ?? step;
      },
    });
    proxy.decide = () => "goes on";
    return outcome;
  }

  async function withClient<T>(use: (client: Client) => Promise<T>): Promise<T> {
    const client = await redshift.connect({ port: proxy.port });
    try {
      return await use(client);
    } finally {
      await client.end();
    }
  }
  const readStar = () => withClient(starOf);
  // From copies, which costs less than to load anew.
  const restore = () =>
    withClient(async (client) => {
      await client.query(tables.map((table) => `delete from ${table}`).join(";"));
      await client.query(tables.map((table) => `insert into ${table} select * from kept_${table}`).join(";"));
    });

  bucket.put(today, line(play(1), play(2, { song: "Late" })));
  await run({}, "run", "--only", `s3://udacity-dend/${today}`);
  await withClient((client) =>
    client.query(tables.map((table) => `create table kept_${table} as select * from ${table}`).join(";")),
  );
  putNews(bucket);
  const before = await readStar();
  await run();
  const after = await readStar();

  async function judge() {
    const left = JSON.stringify(await readStar());
    const isCommitted = left === JSON.stringify(after);
    if (!isCommitted && left !== JSON.stringify(before))
      throw new Error(`Half a run is in the star: ${left}`);
    const { exitCode: next } = await run();
    const end = await readStar();
    return {
      state: isCommitted ? ("committed" as const) : ("as before" as const),
      next,
      lost: countMissing(after, end),
      doubled: countMissing(end, after),
    };
  }

  return {
    ...{ redshift, proxy, bucket, restore, run, judge },
    async disturb(disturbance) {
      await restore();
      const outcome = await run(disturbance);
      return { ...outcome, ...(await judge()) };
    },
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await redshift.close();
      bucket[Symbol.dispose]();
    },
  };
}

/** Rows of one star that another has not, or not as often. */
function countMissing(wanted: StarText, found: StarText): number {
  let missing = 0;
  for (const table of Object.keys(wanted) as (keyof StarText)[]) {
    const left = [...found[table]];
    for (const row of wanted[table]) {
      const at = left.indexOf(row);
      if (at < 0) missing += 1;
      else left.splice(at, 1);
    }
  }
  return missing;
}
