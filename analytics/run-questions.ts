import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "../job/src/errors.ts";
import type { Answer } from "../job/src/query/answer.ts";
import { askQuestion } from "../job/src/query/ask-question.ts";
import { formatCsv } from "../job/src/query/format-csv.ts";
import { sqlFolder } from "../job/src/warehouse/sql-file.ts";
import type { Warehouse } from "../job/src/warehouse/warehouse.ts";
import { compareAnswer, type Difference } from "./compare-answer.ts";
import type { AnalystQuestion } from "./read-questions.ts";

/** What became of one question. */
export interface Outcome {
  name: string;
  rows: number;
  result: "same" | "different" | "not expected yet" | "failed";
  difference?: Difference;
  /** Why it failed. */
  reason?: string;
}

/** The answers that the sample's default size must give, `<name>.csv` each. */
export const expectedFolder = join(sqlFolder, "analytics/expected");

/** Asks every question and compares each answer with the one in `folder`. */
export async function runQuestions(
  session: Warehouse,
  { questions, folder = expectedFolder }: { questions: readonly AnalystQuestion[]; folder?: string },
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const question of questions) {
    try {
      outcomes.push(judge(question.name, { answer: await askQuestion(session, question), folder }));
    } catch (error) {
      // The question's own fault; any other ends the whole.
      if (!(error instanceof ConfigError)) throw error;
      outcomes.push({ name: question.name, rows: 0, result: "failed", reason: error.message });
    }
  }
  return outcomes;
}

function judge(name: string, { answer, folder }: { answer: Answer; folder: string }): Outcome {
  const path = join(folder, `${name}.csv`);
  const rows = answer.rows.length;
  if (!existsSync(path)) return { name, rows, result: "not expected yet" };
  const difference = compareAnswer(readFileSync(path, "utf8"), answer);
  return difference === undefined
    ? { name, rows, result: "same" }
    : { name, rows, result: "different", difference };
}

/** Makes this warehouse's answers the expected ones. */
export async function acceptAnswers(
  session: Warehouse,
  { questions, folder = expectedFolder }: { questions: readonly AnalystQuestion[]; folder?: string },
): Promise<void> {
  for (const question of questions) {
    writeFileSync(join(folder, `${question.name}.csv`), formatCsv(await askQuestion(session, question)));
  }
}
