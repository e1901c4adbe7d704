import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { temporaryFolders } from "./sample-folder.ts";

const newFolder = temporaryFolders();
const main = join(import.meta.dirname, "../../sample/main.ts");

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

function start(...args: string[]) {
  const child = spawn(process.execPath, [main, ...args]);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (text) => (stdout += text));
  child.stderr.on("data", (text) => (stderr += text));
  const ended = new Promise<Ended>((resolve) =>
    child.on("close", (code) => resolve({ code, stdout, stderr })),
  );
  return { child, ended };
}

describe("npm run sample", () => {
  it("makes what is asked for, says so, and the second time that it is there", async () => {
    const out = await newFolder();
    const args = ["--songs", "25", "--events", "70", "--days", "3", "--seed", "7", "--out", out];
    expect(await start(...args).ended).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^Made a sample in .+: 25 songs, 70 events, 29 files, \d+ bytes\n$/),
      stderr: "",
    });
    expect(await start(...args).ended).toEqual({
      code: 0,
      stdout: `The sample in ${out} is there already\n`,
      stderr: "",
    });
    expect(await start(...args, "--add-songs", "2", "--add-days=1").ended).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/: 2 songs, \d+ events, 3 files, \d+ bytes\n$/),
    });
  });

  it.each([
    [["--songs", "many"], '"--songs" must be a whole number: got "many"\n'],
    [["--days=-1"], '"--days" must be a whole number: got "-1"\n'],
    [["--events", "0"], '"events" must be a whole number from 1 to 1000000000: got 0\n'],
    [["--seed", "4294967296"], '"seed" must be a whole number from 0 to 4294967295: got 4294967296\n'],
    [["--sings", "3"], /^Unknown option '--sings'.*\n$/],
    [["here"], /^Unexpected argument 'here'.*\n$/],
  ])("ends %j with one line and exit code 2", async (args, stderr) => {
    const out = join(await newFolder(), "s3");
    expect(await start("--out", out, ...args).ended).toEqual({
      code: 2,
      stdout: "",
      stderr: typeof stderr === "string" ? stderr : expect.stringMatching(stderr),
    });
    expect(existsSync(out)).toBe(false);
  });

  it("prints its options", async () => {
    const { code, stdout } = await start("--help").ended;
    expect(code).toBe(0);
    expect(stdout).toContain("--events N     log lines (8000)");
  });

  it("leaves no half bucket when it is killed, and nothing of it after the next start", async () => {
    const out = await newFolder();
    const { child, ended } = start("--events", "2000000", "--songs", "10", "--out", out);
    const isUnderWay = async () =>
      (await readdir(out, { recursive: true })).some((name) => name.endsWith("-events.json"));
    while (!(await isUnderWay())) await setTimeout(5);
    child.kill("SIGKILL");
    expect((await ended).code).toBeNull();
    expect(await readdir(out)).toEqual([`.sample-of-process-${child.pid}`]);
    await start("--songs", "10", "--events", "10", "--days", "1", "--out", out).ended;
    expect((await readdir(out)).sort()).toEqual([".sample.json", "udacity-dend"]);
  });
});
