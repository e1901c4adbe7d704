import { askQuestion } from "../query/ask-question.ts";
import { findQuestion } from "../query/find-question.ts";
import { type Format, formats } from "../query/format-answer.ts";
import type { JobContext } from "../run/run-context.ts";
import { openWarehouse } from "../warehouse/open-warehouse.ts";

interface QueryOptions {
  /** A file of sql/analytics by its name, or the path of another one. */
  question: string;
  format: Format;
}

/** The answer to a question as text, in the format asked for. */
export async function query(job: JobContext, { question, format }: QueryOptions): Promise<string> {
  const found = findQuestion(question, job.sqlFolder);
  await using warehouse = await openWarehouse(job);
  return formats[format](await askQuestion(warehouse, found));
}
