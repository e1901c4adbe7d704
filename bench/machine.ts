import { execFileSync } from "node:child_process";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

const gigabyte = 1e9;

/** One line a fact: what the figures were taken on, and when. */
export async function describeMachine(): Promise<string[]> {
  const [cpu] = cpus();
  return [
    `date: ${new Date().toISOString().slice(0, 10)}`,
    `machine: ${cpus().length} × ${cpu?.model}, ${(totalmem() / gigabyte).toFixed(0)} GB, ${type()} ${release()}`,
    `load when it began: ${loadavg()
      .map((load) => load.toFixed(2))
      .join(" ")}`,
    `versions: Node ${process.version}, DuckDB ${await duckdbVersion()}, commit ${commit()}`,
  ];
}

async function duckdbVersion(): Promise<string> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const [row] = (await connection.runAndReadAll("select version()")).getRows();
  connection.closeSync();
  instance.closeSync();
  return String(row?.[0]);
}

function commit(): string {
  const cwd = join(import.meta.dirname, "..");
  return execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd, encoding: "utf8" }).trim();
}
