import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { stateFolder } from "../../../local/start/folders.ts";
import { howToLook } from "../../../local/start/how-to-look.ts";
import { readOptions, type StartOptions } from "../../../local/start/read-options.ts";

describe("the command line", () => {
  test("without options takes the sample and .local/", () => {
    expect(readOptions([], { port: 5439 })).toEqual({
      s3: join(stateFolder, "s3"),
      isSample: true,
      warehouse: join(stateFolder, "warehouse.duckdb"),
      port: 5439,
    });
  });

  test("with all options takes those", () => {
    const args = ["--s3", "/data", "--warehouse=/tmp/w.duckdb", "--port", "0"];
    expect(readOptions(args, { port: 5439 })).toEqual({
      s3: "/data",
      isSample: false,
      warehouse: "/tmp/w.duckdb",
      port: 0,
    });
  });

  test("with --help is a question", () => {
    expect(readOptions(["--help"], { port: 0 })).toBeUndefined();
  });

  test.each([
    [["--port", "x"], 'Cannot use "x" as --port: it is no port'],
    [["--port", "65536"], 'Cannot use "65536" as --port: it is no port'],
    [["--prot", "1"], "Cannot read the command line: Unknown option '--prot'"],
    [["what"], "Cannot read the command line: Unexpected argument 'what'"],
    [["--s3"], "Cannot read the command line: Option '--s3 <value>' argument missing"],
  ])("%j is refused", (args, message) => {
    expect(() => readOptions(args, { port: 0 })).toThrow(
      expect.objectContaining({ name: "StartError", message: expect.stringContaining(message) }),
    );
  });
});

describe("how to look at the result", () => {
  const usual = readOptions([], { port: 0 }) as StartOptions;

  test("needs no options after a start without any", () => {
    expect(howToLook(usual)).toMatchInlineSnapshot(`
      "Look at it:
        npm run local
      and in another terminal
        PGPASSWORD=$(cat .local/password) psql -h 127.0.0.1 -p 5439 -U dwh_admin sparkify
      "
    `);
  });

  test("repeats the options of the start, as a shell takes them", () => {
    const options = { ...usual, warehouse: "/tmp/it's.duckdb", s3: "/data", isSample: false };
    expect(howToLook(options)).toContain(
      "  npm run local -- --warehouse '/tmp/it'\\''s.duckdb' --s3 /data\n",
    );
  });
});
