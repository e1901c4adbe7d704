import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { listenLocalRedshift } from "../start-server.ts";
import { ensureBucket } from "./ensure-bucket.ts";
import { stateFolder } from "./folders.ts";
import { howToLook } from "./how-to-look.ts";
import { jobEnvironment } from "./job-environment.ts";
import { login } from "./login.ts";
import { readPassword } from "./password.ts";
import { PeopleReport } from "./people-report.ts";
import { optionsHelp, readOptions, type StartOptions } from "./read-options.ts";
import { runJob } from "./run-job.ts";

const help = `Runs the whole pipeline on this machine: a local Redshift, and the job against it.

Usage: npm start -- [options]

${optionsHelp}
  --port N          port of the local Redshift while the job runs (any free one)
  --help            this text

On a terminal it prints a summary; piped, the job's own JSON lines. Its exit code is the job's; 2 if it came to none.`;

/** `npm start`: sample, server, job, summary; gives the exit code. Rejects with a StartError. */
export async function runStart(args: readonly string[]): Promise<number> {
  const options = readOptions(args, { port: 0 });
  if (options === undefined) {
    console.log(help);
    return 0;
  }
  const report = process.stdout.isTTY ? new PeopleReport(process.stdout) : undefined;
  try {
    await makeBucket(options, report);
    const exitCode = await runAgainstServer(options, report);
    if (exitCode === 0) report?.print(howToLook(options));
    return exitCode;
  } finally {
    report?.end();
  }
}

async function makeBucket(options: StartOptions, report: PeopleReport | undefined): Promise<void> {
  const startedAt = performance.now();
  report?.begin("sample");
  const isMade = await ensureBucket(options, {
    onProgress: ({ phase, done, total }) => report?.update(`sample: ${phase}, ${done} of ${total},`),
  });
  if (isMade) report?.done("sample", performance.now() - startedAt);
}

async function runAgainstServer(
  { s3, warehouse, port }: StartOptions,
  report: PeopleReport | undefined,
): Promise<number> {
  const password = await readPassword(join(stateFolder, "password"));
  await mkdir(dirname(warehouse), { recursive: true });
  report?.begin("local Redshift");
  const options = { ...login, port, warehouse, s3Folder: s3, password, memory: "as needed" as const };
  const server = await listenLocalRedshift(options);
  const unopened = new AbortController();
  server.opened.catch(() => unopened.abort());
  try {
    const target = { ...login, host: server.host, port: server.port, password, s3Folder: s3 };
    const environment = jobEnvironment(target, process.env);
    // The job starts while the warehouse is being opened: each takes as long to load as the other.
    const exitCode = await runJob({
      // Steps announce themselves at this level, for the progress line.
      environment: report === undefined ? environment : { ...environment, LOG_LEVEL: "debug" },
      onLine: report && ((line) => report.line(line)),
      abandon: unopened.signal,
    });
    await server.opened;
    return exitCode;
  } finally {
    await server.close();
  }
}
