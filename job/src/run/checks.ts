import type { Logger } from "pino";
import { CheckFailed } from "../errors.ts";
import { quoteLiteral } from "../warehouse/quote.ts";
import { readSqlFiles, type SqlFile } from "../warehouse/sql-file.ts";
import { renderStatements } from "../warehouse/sql-template.ts";
import type { Row, Warehouse } from "../warehouse/warehouse.ts";

/** Offending rows that a failed check shows. */
const shownRows = 10;

/** The outcome of one file of sql/checks: one row of etl_checks. */
export interface CheckResult {
  name: string;
  /** What the check proves, in a sentence. */
  proves: string;
  severity: "error" | "warn";
  offendingRows: number;
  /** Some of the offending rows: their keys, or all columns if values are to be shown. Empty if none offend. */
  examples: Row[];
}

export interface CheckOptions {
  sqlFolder: string;
  /** "values" also shows columns that may be personal. */
  show: "keys" | "values";
}

/** A check that is to be run. */
interface Check extends Pick<CheckResult, "name" | "proves" | "severity"> {
  /** Columns of its rows that are nothing personal. */
  keys: string;
  /** Gives the offending rows. */
  query: string;
}

/**
 * Checks that one statement counts: a warehouse runs its parts side by side, and a statement each takes longer to plan
 * than to run on a small load. All at once, they would hold everything that a large load touched many times over.
 */
const checksAtOnce = 6;

/** Runs every check on the rows that the tables touched_… name. */
export async function runChecks(
  warehouse: Warehouse,
  { sqlFolder, show }: CheckOptions,
): Promise<CheckResult[]> {
  await warehouse.run("touched/found_times");
  const checks = readSqlFiles("checks", sqlFolder).map(toCheck);
  const offending = new Map<unknown, number>();
  for (let at = 0; at < checks.length; at += checksAtOnce) {
    const some = checks.slice(at, at + checksAtOnce);
    const counts = await warehouse.statement(some.map(countSql).join("\nunion all\n"));
    for (const row of counts) offending.set(row.check_name, Number(row.offending_rows));
  }
  const results: CheckResult[] = [];
  for (const { query, keys, ...check } of checks) {
    const offendingRows = offending.get(check.name);
    if (offendingRows === undefined) throw new Error(`Check "${check.name}" was not counted`);
    const columns = show === "values" ? "*" : keys;
    const examples =
      offendingRows === 0
        ? []
        : await warehouse.statement(`select ${columns} from (\n${query}\n) as offending limit ${shownRows}`);
    results.push({ ...check, offendingRows, examples });
  }
  return results;
}

function toCheck({ name, header, text }: SqlFile): Check {
  const { Check: proves = "", Severity: severity, Keys: keys = "" } = header;
  if (severity !== "error" && severity !== "warn") throw new Error(`Check "${name}" has no severity`);
  const [query = ""] = renderStatements(text);
  return { name, proves, severity, keys, query };
}

function countSql({ name, query }: Check): string {
  return `select ${quoteLiteral(name)}::varchar(64) as check_name, count(*) as offending_rows from (\n${query}\n) as offending`;
}

/** One line a check that found something. Throws a CheckFailed if one of them stops the run. */
export function judgeChecks(results: readonly CheckResult[], log: Logger): void {
  const offending = results.filter((result) => result.offendingRows > 0);
  for (const { name, proves, severity, offendingRows, examples } of offending) {
    const line = { check: name, proves, offendingRows, examples };
    if (severity === "error") log.error(line, "check failed");
    else log.warn(line, "check warned");
  }
  const failed = offending.filter((result) => result.severity === "error");
  if (failed.length === 0) return;
  const list = failed.map(
    ({ name, offendingRows, proves }) => `"${name}" (${proves}) found ${offendingRows}`,
  );
  throw new CheckFailed(`Cannot accept the data: check ${list.join(", check ")}: nothing was changed`, {
    checks: failed.map((result) => result.name),
  });
}

/** How many checks passed, failed and warned, for the summary. */
export function countChecks(results: readonly CheckResult[]): {
  passed: number;
  failed: number;
  warned: number;
} {
  const offending = results.filter((result) => result.offendingRows > 0);
  const failed = offending.filter((result) => result.severity === "error").length;
  return { passed: results.length - offending.length, failed, warned: offending.length - failed };
}
