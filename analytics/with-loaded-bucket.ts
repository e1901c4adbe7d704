import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jobEnvironment } from "../local/start/job-environment.ts";
import { login } from "../local/start/login.ts";
import { runJob } from "../local/start/run-job.ts";
import { startLocalRedshift } from "../local/start-server.ts";
import { type OpenTarget, withWarehouse } from "./with-warehouse.ts";

/**
 * Loads a folder that holds `udacity-dend/` into a warehouse in memory, by the job, and runs `use` with it. The job
 * writes its parts beside a copy of the bucket, never into the folder itself.
 */
export async function withLoadedBucket<T>(
  folder: string,
  use: (target: OpenTarget) => Promise<T>,
): Promise<T> {
  const s3Folder = await mkdtemp(join(tmpdir(), "sparkify-analytics-"));
  const password = "gone when the process ends";
  const server = await startLocalRedshift({ ...login, port: 0, warehouse: ":memory:", s3Folder, password });
  try {
    await cp(join(folder, "udacity-dend"), join(s3Folder, "udacity-dend"), { recursive: true });
    const target = { ...login, host: server.host, port: server.port, password, s3Folder };
    const environment = jobEnvironment(target, process.env);
    await load(environment);
    return await withWarehouse({ config: undefined, warehouse: undefined, environment }, use);
  } finally {
    await server.close();
    await rm(s3Folder, { recursive: true, force: true });
  }
}

async function load(environment: NodeJS.ProcessEnv): Promise<void> {
  const lines: string[] = [];
  const exitCode = await runJob({ environment, onLine: (line) => lines.push(line) });
  if (exitCode !== 0) throw new Error(`The job ended with ${exitCode}: ${lines.at(-1) ?? "it said nothing"}`);
}
