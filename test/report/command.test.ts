import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runProgram } from "../harness/program.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";
import { startTestRedshift } from "../harness/test-redshift.ts";

const unset = { REDSHIFT_HOST: "", REAL_DATA: "" };

it.each(["report/main.ts", "analytics/main.ts"])(
  "%s says what to do where there is no warehouse",
  async (program) => {
    await using folder = await temporaryFolder();
    const missing = join(folder.path, "none.duckdb");
    const { code, stderr } = await runProgram([program, "--warehouse", missing], unset);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `Cannot find a warehouse in "${missing}"\n"npm start" makes one and fills it.\n`,
    });
  },
);

it.each(["report/main.ts", "analytics/main.ts"])(
  "%s refuses an option that it does not know",
  async (program) => {
    const { code, stderr } = await runProgram([program, "--colour", "blue"], unset);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^Cannot understand the command line: Unknown option '--colour'.*see --help\n$/);
  },
);

it("writes the page of the warehouse that the environment names, once that has tables", async () => {
  await using folder = await temporaryFolder();
  await using redshift = await startTestRedshift({ s3Folder: folder.path });
  const environment = {
    ...unset,
    REDSHIFT_HOST: redshift.host,
    REDSHIFT_PORT: String(redshift.port),
    REDSHIFT_PASSWORD: redshift.password,
    REDSHIFT_TLS: "off",
    REDSHIFT_IAM_ROLE_ARN: "arn:aws:iam::123456789012:role/local",
    S3_WORK: "s3://sparkify-work/etl/",
    S3_FOLDER: folder.path,
  };
  const out = join(folder.path, "pages", "report.html");
  expect(await runProgram(["report/main.ts", "--out", out], environment)).toMatchObject({
    code: 2,
    stderr:
      'Cannot report on warehouse "sparkify" at 127.0.0.1: it has no table "songplays": load it first\n',
  });
  await runProgram(["job/main.ts", "create-tables"], environment);
  expect(await runProgram(["report/main.ts", "--out", out], environment)).toMatchObject({
    code: 0,
    stderr: "",
  });
  expect(await readFile(out, "utf8")).toContain("<h1>0 plays by 0 listeners</h1>");
});
