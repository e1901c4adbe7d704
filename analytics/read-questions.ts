import { readSqlFiles, sqlFolder } from "../job/src/warehouse/sql-file.ts";
import { renderStatements } from "../job/src/warehouse/sql-template.ts";

/** A file of sql/analytics. */
export interface AnalystQuestion {
  name: string;
  /** As a person asks it. */
  question: string;
  columns: readonly { name: string; meaning: string }[];
  /** Columns that name a person. */
  personal: readonly string[];
  sql: string;
  /** The file without its header. */
  text: string;
}

/** All of sql/analytics, by name. */
export function readQuestions(folder = sqlFolder): AnalystQuestion[] {
  return readSqlFiles("analytics", folder).map(({ name, header, text }) => {
    const { Question: question = "", Columns: columns = "", Personal: personal = "–" } = header;
    const [sql = ""] = renderStatements(text);
    return {
      ...{ name, question, sql },
      columns: columns.split("; ").map((column) => {
        const [columnName = "", ...meaning] = column.split(": ");
        return { name: columnName, meaning: meaning.join(": ") };
      }),
      personal: personal === "–" ? [] : personal.split(", "),
      text: text.replace(/^(--!.*\n)+/, ""),
    };
  });
}
