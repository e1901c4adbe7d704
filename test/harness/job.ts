import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** A line of the job's log. */
export type LogLine = Record<string, unknown> & { msg: string; level: string };

export interface JobOutcome {
  exitCode: number;
  lines: LogLine[];
  /** The last line, which says what happened. */
  last: LogLine;
  stdout: string;
  stderr: string;
}

export interface JobOptions {
  redshift: { host: string; port: number; user: string; database: string; password: string };
  /** The folder that stands for S3. */
  s3Folder: string;
  /** Environment beside what the local Redshift needs; undefined takes a variable away. */
  environment?: Record<string, string | undefined>;
}

/** Environment of the job as the container has it, with a local Redshift and a folder for S3. */
export function jobEnvironment({ redshift, s3Folder, environment }: JobOptions): Record<string, string> {
  const all = {
    PATH: process.env.PATH,
    REDSHIFT_HOST: redshift.host,
    REDSHIFT_PORT: String(redshift.port),
    REDSHIFT_USER: redshift.user,
    REDSHIFT_DATABASE: redshift.database,
    REDSHIFT_PASSWORD: redshift.password,
    REDSHIFT_TLS: "off",
    REDSHIFT_IAM_ROLE_ARN: "arn:aws:iam::123456789012:role/local",
    S3_WORK: "s3://sparkify-work/etl/",
    S3_FOLDER: s3Folder,
    RETRIES: "0",
    ...environment,
  };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Starts the job as the container does; for tests that stop or kill it. */
export function spawnJob(args: readonly string[], options: JobOptions): ChildProcess {
  return spawn(process.execPath, ["job/main.ts", ...args], {
    cwd: root,
    env: jobEnvironment(options),
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Runs the job to its end. */
export function runJob(args: readonly string[], options: JobOptions): Promise<JobOutcome> {
  return outcomeOf(spawnJob(args, options));
}

/** Waits for a job and reads what it printed. Exit code 128 + n when signal n ended it. */
export async function outcomeOf(child: ChildProcess): Promise<JobOutcome> {
  const [stdout, stderr, exitCode] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code, signal) => resolve(code ?? 128 + (signal === "SIGKILL" ? 9 : 15)));
    }),
  ]);
  return { exitCode, stdout, stderr, ...readLines(stdout) };
}

/** The log in what a job printed. */
export function readLines(stdout: string): { lines: LogLine[]; last: LogLine } {
  const lines = stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as LogLine);
  return { lines, last: lines.at(-1) ?? { msg: "", level: "" } };
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = "";
  for await (const chunk of stream ?? []) text += chunk;
  return text;
}
