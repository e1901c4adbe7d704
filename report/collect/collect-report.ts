import { readQuestions } from "../../analytics/read-questions.ts";
import type { OpenTarget } from "../../analytics/with-warehouse.ts";
import { ConfigError } from "../../job/src/errors.ts";
import { readSqlFiles } from "../../job/src/warehouse/sql-file.ts";
import type { Warehouse } from "../../job/src/warehouse/warehouse.ts";
import { askFile, numberOrNull } from "./ask-file.ts";
import { readCatalogue } from "./read-catalogue.ts";
import { readRuns } from "./read-runs.ts";
import type { ReportData, TableSize } from "./report-data.ts";

/** Reads all that the page shows. Throws a ConfigError for a warehouse that has no tables. */
export async function collectReport({ session, cluster }: OpenTarget, madeAt: Date): Promise<ReportData> {
  const catalogue = await readCatalogue(session);
  if (!catalogue.some(({ name }) => name === "songplays")) {
    throw new ConfigError([
      `Cannot report on warehouse "${cluster.database}" at ${cluster.host}: it has no table "songplays": load it first`,
    ]);
  }
  const sizes = await readSizes(session, { user: cluster.user });
  // From here on all figures are of one moment: a run that commits meanwhile is seen whole by the next page.
  await session.begin();
  try {
    const [period = {}] = await askFile(session, "report/period");
    return {
      ...{ madeAt, catalogue, host: cluster.host, database: cluster.database },
      sizes: await countRows(session, sizes),
      firstPlay: period.first_play ?? null,
      lastPlay: period.last_play ?? null,
      listeners: Number(period.listeners),
      runs: await readRuns(session),
      questions: await answerAll(session),
      proofs: Object.fromEntries(
        readSqlFiles("checks").map(({ name, header }) => [name, header.Check ?? name]),
      ),
    };
  } finally {
    await session.rollback();
  }
}

async function answerAll(session: Warehouse): Promise<ReportData["questions"]> {
  const answered = [];
  for (const question of readQuestions()) {
    answered.push({ question, answer: await session.ask(question.sql) });
  }
  return answered;
}

/** What the warehouse tells of its tables' sizes: nothing to a user who may not see them. */
async function readSizes(session: Warehouse, { user }: { user: string }): Promise<TableSize[]> {
  try {
    return (await askFile(session, "report/sizes")).map((row) => ({
      name: String(row.table_name),
      rows: numberOrNull(row.table_rows),
      megabytes: numberOrNull(row.megabytes),
    }));
  } catch (error) {
    // The one fault that is no mistake: a missing right.
    if (!(error instanceof ConfigError)) throw error;
    console.error(`The page shows no sizes: user "${user}" may not read svv_table_info`);
    return [];
  }
}

/** The star's rows counted; those of other tables as the warehouse estimates them. */
async function countRows(session: Warehouse, sizes: readonly TableSize[]): Promise<TableSize[]> {
  const [counts = {}] = await askFile(session, "ledger/star_rows");
  const star = Object.entries(counts).map(([name, rows]) => ({
    name,
    rows: numberOrNull(rows),
    megabytes: sizes.find((size) => size.name === name)?.megabytes ?? null,
  }));
  return [...star, ...sizes.filter(({ name }) => !Object.hasOwn(counts, name))];
}
