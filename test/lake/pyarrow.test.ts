import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { generateSample } from "../../sample/generate-sample.ts";
import { runInProcess } from "../harness/job-in-process.ts";
import { withLocalRedshift } from "../harness/test-redshift.ts";
import { loadReferenceInput } from "../reference/load-reference-input.ts";
import { referenceStar } from "../reference/reference-star.ts";

/** A Python that has pyarrow. */
const python = process.env.PYARROW_PYTHON ?? "";

it.skipIf(python === "")(
  "is read by pyarrow as the star that the rules without SQL give (skipped unless PYARROW_PYTHON names a Python that has it)",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "sparkify-pyarrow-"));
    mkdirSync(join(folder, "sparkify-lake"));
    await generateSample({ out: folder, songs: 200, events: 1500, days: 4 });
    const environment = { S3_LAKE: "s3://sparkify-lake/star/" };
    const outcome = await withLocalRedshift({ s3Folder: folder }, (redshift) =>
      runInProcess([], { redshift, s3Folder: folder, environment }),
    );
    expect(outcome.exitCode).toBe(0);
    const script = join(import.meta.dirname, "read_with_pyarrow.py");
    const printed = execFileSync(python, [script, folder, "sparkify-lake/star/_current.json"], {
      encoding: "utf8",
    });
    const star = referenceStar(await loadReferenceInput(join(folder, "udacity-dend")));
    const expected = Object.entries(star).map(([table, rows]) => [
      table,
      table === "songplays" ? rows.map((row: { start_time: string }) => ({ ...row, ...monthOf(row) })) : rows,
    ]);
    expect(JSON.parse(printed)).toEqual(
      Object.fromEntries(expected.map(([table, rows]) => [table, summarize(rows as object[])])),
    );
    rmSync(folder, { recursive: true });
  },
);

/** The columns that divide the lake's plays, and that the star has not. */
function monthOf({ start_time: text }: { start_time: string }) {
  return { year: Number(text.slice(0, 4)), month: Number(text.slice(5, 7)) };
}

function summarize(rows: readonly object[]) {
  const columns: Record<string, number> = {};
  for (const row of rows) {
    for (const [column, value] of Object.entries(row)) {
      columns[column] = ((columns[column] ?? 0) + digest(column, value)) % 2 ** 48;
    }
  }
  return { rows: rows.length, columns };
}

function digest(column: string, value: unknown): number {
  // Python writes a float that is whole with ".0"; JavaScript has no such thing.
  const isFloat = ["length", "duration", "latitude", "longitude"].includes(column);
  const text = isFloat && Number.isInteger(value) ? `${value}.0` : JSON.stringify(value);
  return Number.parseInt(createHash("md5").update(text).digest("hex").slice(0, 12), 16);
}
