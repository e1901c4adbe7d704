import { execFileSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { event, line, makeBucket, type TestBucket } from "../harness/bucket.ts";
import { type Ended, runProgram, startProgram } from "../harness/program.ts";
import { withLocalRedshift } from "../harness/test-redshift.ts";

const realData = process.env.REAL_DATA;
/** util-linux's program that runs another on a terminal of its own. */
const terminal = "script";
const hasTerminal = canRun(terminal, ["--version"]);

let bucket: TestBucket;
let options: string[];
beforeEach(() => {
  bucket = makeBucket();
  const warehouse = join(bucket.folder, "warehouse.duckdb");
  options = ["local/start.js", "--s3", bucket.folder, "--warehouse", warehouse];
});
afterEach(() => bucket[Symbol.dispose]());

type LogLine = Record<string, unknown>;

/** Every line of what went to stdout, each of which must be the job's. */
function lines({ stdout }: Ended): LogLine[] {
  return stdout
    .trimEnd()
    .split("\n")
    .map((text) => JSON.parse(text) as LogLine);
}

function last(ended: Ended): LogLine {
  return lines(ended).at(-1) ?? {};
}

function star(): Promise<unknown[]> {
  const warehouse = join(bucket.folder, "warehouse.duckdb");
  return withLocalRedshift({ warehouse }, async (redshift) => {
    const client = await redshift.connect();
    const { rows } = await client.query(
      "select p.start_time, p.user_id, u.last_name, s.title, a.name from songplays p " +
        "join users u on u.user_id = p.user_id left join songs s on s.song_id = p.song_id " +
        "left join artists a on a.artist_id = p.artist_id order by 1",
    );
    await client.end();
    return rows;
  });
}

describe("npm start into a pipe", () => {
  test("loads the bucket and prints the job's lines, nothing else", async () => {
    const ended = await runProgram(options);
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(last(ended)).toMatchObject({
      msg: "run finished",
      status: "committed",
      files: 2,
      rows: { songplays: 1, users: 1, songs: 1, artists: 1, time: 1 },
    });
    expect(await star()).toHaveLength(1);
  });

  test("says the second time that nothing is new, and changes nothing", async () => {
    await runProgram(options);
    const before = await star();
    const ended = await runProgram(options);
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(last(ended)).toMatchObject({ msg: "run finished", status: "nothing new", files: 0 });
    expect(await star()).toEqual(before);
  });

  test("ends with the job's exit code", async () => {
    bucket.put("log_data/2018/11/2018-11-16-events.json", line(event({ ts: "soon" })));
    const ended = await runProgram(options);
    expect(ended).toMatchObject({ code: 3, stderr: "" });
    expect(last(ended)).toMatchObject({ msg: "run failed", exitCode: 3 });
  });

  test.each([
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const)("passes %s on to the job and ends with %i, nothing loaded", async (signal, code) => {
    const many = Array.from({ length: 100_000 }, (_, index) => event({ itemInSession: index }));
    bucket.put("log_data/2018/11/2018-11-17-events.json", line(...many));
    const program = startProgram(options);
    await program.written(/"step":"list"/);
    program.kill(signal);
    const ended = await program.ended;
    expect(ended).toMatchObject({ code, signal: null });
    expect(last(ended)).toMatchObject({ msg: "run failed", exitCode: code });
    expect(await star()).toEqual([]);
  });

  test("refuses what it cannot use before it starts anything", async () => {
    expect(await runProgram(["local/start.js", "--nonsense"])).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("Unknown option '--nonsense'"),
    });
  });

  test("explains itself", async () => {
    const { code, stdout } = await runProgram(["local/start.js", "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain("Usage: npm start -- [options]");
  });
});

describe.skipIf(!hasTerminal)("npm start on a terminal (where there is `script` to make one)", () => {
  function onTerminal(environment: NodeJS.ProcessEnv): { code: number; text: string } {
    const command = [process.execPath, ...options].join(" ");
    const text = execFileSync(terminal, ["-qec", command, "/dev/null"], {
      env: { ...process.env, ...environment },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    return { code: 0, text: text.replaceAll("\r\n", "\n") };
  }

  test("tells people what was loaded and how to look at it", () => {
    const { text } = onTerminal({ NO_COLOR: "1" });
    expect(text).toMatch(/✔ connect +\d+ ms\n/);
    expect(text).toMatch(/✔ commit +\d+ ms\n/);
    expect(text).toMatch(/\nLoaded 2 files \(0\.0 MB\) in /);
    expect(text).toMatch(/\n {2}songplays +1 rows\n/);
    expect(text).toMatch(/\n {2}\d+ checks passed\n/);
    expect(text).toContain(`\n  npm run local -- --warehouse ${bucket.folder}/warehouse.duckdb`);
    expect(text).not.toContain("\x1b[3");
    expect(text).not.toContain("{");
  });

  test("in colour unless told otherwise", () => {
    const { text } = onTerminal({
      CI: undefined,
      NO_COLOR: undefined,
      FORCE_COLOR: undefined,
      TERM: "xterm",
    });
    expect(text).toContain("\x1b[32m✔");
  });
});

describe.skipIf(!realData)("npm start on the real data (where REAL_DATA names its folder)", () => {
  test("loads the rows that are known of it", async () => {
    cpSync(join(realData ?? "", "udacity-dend"), join(bucket.folder, "udacity-dend"), {
      recursive: true,
      force: true,
    });
    bucket.remove("song_data/A/A/A/TRAAAAA000000000000.json");
    const ended = await runProgram(options);
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(last(ended)).toMatchObject({
      status: "committed",
      rows: { songplays: 6820, users: 97, songs: 71, artists: 69, time: 6813 },
    });
    expect(last(await runProgram(options))).toMatchObject({ status: "nothing new" });
  });
});

function canRun(command: string, args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
