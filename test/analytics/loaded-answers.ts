import { type AnalystQuestion, readQuestions } from "../../analytics/read-questions.ts";
import { withLoadedBucket } from "../../analytics/with-loaded-bucket.ts";
import type { Answer } from "../../job/src/query/answer.ts";
import { askQuestion } from "../../job/src/query/ask-question.ts";
import type { AnswerRow } from "./answers/tally.ts";

/** Every question with the answer that the warehouse gives once the job has loaded `folder`/udacity-dend. */
export async function loadedAnswers(
  folder: string,
): Promise<{ question: AnalystQuestion; answer: Answer }[]> {
  return await withLoadedBucket(folder, async ({ session }) => {
    const answered = [];
    for (const question of readQuestions()) {
      answered.push({ question, answer: await askQuestion(session, question) });
    }
    return answered;
  });
}

/** An answer's rows by column. */
export function rowsByColumn({ columns, rows }: Answer): AnswerRow[] {
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])));
}
