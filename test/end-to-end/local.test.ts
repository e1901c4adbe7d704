import { mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Program, runProgram, startProgram } from "../harness/program.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const running: Program[] = [];
beforeAll(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder.path, "udacity-dend"));
});
afterAll(() => folder[Symbol.asyncDispose]());
afterEach(async () => {
  for (const program of running.splice(0)) {
    program.kill("SIGKILL");
    await program.ended;
  }
});

function optionsFor(warehouse: string): string[] {
  const file = join(folder.path, `${warehouse}.duckdb`);
  return ["local/main.js", "--s3", folder.path, "--warehouse", file, "--port", "0"];
}

/** Started as `npm run local` does, in the environment of a shell: the server sees to its thread pool itself. */
async function startLocal(warehouse: string) {
  const program = startProgram(optionsFor(warehouse), { UV_THREADPOOL_SIZE: undefined });
  running.push(program);
  const [, port] = await program.written(/on 127\.0\.0\.1:(\d+), until Ctrl-C/);
  const [, password] = await program.written(/password {3}(\S+)\n/);
  await program.written(/psql -h/);
  const connect = async () => {
    const login = { user: "dwh_admin", database: "sparkify", password };
    const client = new pg.Client({ host: "127.0.0.1", port: Number(port), ...login });
    // What the tests do to the server ends connections: a query after that fails, which is what they look at.
    client.on("error", () => {});
    await client.connect();
    return client;
  };
  return { program, connect, port: Number(port) };
}

describe("npm run local", () => {
  test.each(["SIGINT", "SIGTERM"] as const)(
    "serves until %s and keeps what was committed",
    async (signal) => {
      const first = await startLocal(signal);
      const client = await first.connect();
      await client.query("create table kept (n integer); insert into kept values (1)");
      await client.query("begin; insert into kept values (2)");
      const ended = new Promise((resolve) => client.once("error", resolve));
      first.program.kill(signal);
      expect(await first.program.ended).toMatchObject({ code: 0, stderr: "" });
      expect(await ended).toMatchObject({ severity: "FATAL", code: "57P01" });

      const second = await startLocal(signal);
      const reader = await second.connect();
      expect((await reader.query("select n from kept")).rows).toEqual([{ n: 1 }]);
      await reader.end();
    },
  );

  test("keeps what was committed when it is killed", async () => {
    const first = await startLocal("killed");
    const client = await first.connect();
    await client.query("create table kept (n integer); insert into kept values (1)");
    await client.query("begin; insert into kept values (2)");
    first.program.kill("SIGKILL");
    await first.program.ended;

    const second = await startLocal("killed");
    const reader = await second.connect();
    expect((await reader.query("select n from kept")).rows).toEqual([{ n: 1 }]);
    await reader.end();
  });

  test("answers while 8 slow queries run", async () => {
    const { program, connect } = await startLocal("busy");
    const clients = await Promise.all(Array.from({ length: 8 }, connect));
    await clients[0]?.query("create table n (x bigint)");
    await clients[0]?.query("insert into n values (1), (2), (3), (4), (5), (6), (7), (8), (9), (10)");
    const slow = clients.map((client) =>
      client.query(`select count(*) from ${"n a, n b, n c, n d, n e, n f, n g, n h, n i, n j, n k"}`),
    );
    const failures = Promise.allSettled(slow);
    const quick = await connect();
    expect((await quick.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    await quick.end();
    program.kill("SIGTERM");
    expect((await failures).map(({ status }) => status)).toEqual(Array(8).fill("rejected"));
    expect((await program.ended).code).toBe(0);
  });

  test("names the way out when another process holds the warehouse", async () => {
    const { program } = await startLocal("held");
    const second = await runProgram(optionsFor("held"));
    expect(second).toMatchObject({ code: 2, stdout: "" });
    expect(second.stderr).toBe(
      `Cannot open warehouse "${join(folder.path, "held.duckdb")}": process ${program.pid} holds it\n` +
        "Stop that one (npm run local, or another npm start) first, or name another file with --warehouse.\n",
    );
  });

  test("names the way out when the port is taken", async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
    });
    const ended = await runProgram([...optionsFor("port").slice(0, -1), String(port)]);
    server.close();
    expect(ended).toEqual({
      code: 2,
      signal: null,
      stdout: "",
      stderr: `Cannot listen on port ${port} of 127.0.0.1: it is in use\nChoose another one with --port.\n`,
    });
  });

  test("names the way out when the folder holds no bucket", async () => {
    await using empty = await temporaryFolder();
    const ended = await runProgram(["local/main.js", "--s3", empty.path, "--port", "0"]);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toContain(`Cannot find the bucket "udacity-dend" in "${empty.path}"\n`);
  });

  test("explains itself", async () => {
    const { code, stdout } = await runProgram(["local/main.js", "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain("Usage: npm run local -- [options]");
  });
});
