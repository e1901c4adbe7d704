import { readSqlFile, readSqlFiles, sqlFolder } from "../job/src/warehouse/sql-file.ts";
import { columnMeanings } from "./column-meanings.ts";
import { type AnalystQuestion, readQuestions } from "./read-questions.ts";

/** The ten to begin with, from the simplest on. */
const firstTen = [
  "plays_by_level",
  "top_songs",
  "known_songs",
  "top_users",
  "plays_by_hour",
  "lily_elena_times",
  "session_lengths",
  "user_agents",
  "daily_actives",
  "paid_conversions",
];

/** The parts of docs/analysts.md that come from the SQL files, by the name in their markers. */
const parts: Readonly<Record<string, () => string>> = {
  tables: () => Object.keys(columnMeanings).map(tableText).join("\n\n"),
  others: () =>
    readSqlFiles("tables")
      .filter(({ name }) => !Object.hasOwn(columnMeanings, name))
      .reduce(
        (text, { name, header }) => `${text}| \`${name}\` | ${header.Grain} |\n`,
        "| table | grain |\n| --- | --- |\n",
      )
      .trimEnd(),
  questions: () =>
    readQuestions().reduce(
      (text, { name, question }) => `${text}\n| [\`${name}\`](../sql/analytics/${name}.sql) | ${question} |`,
      "| name | question |\n| --- | --- |",
    ),
  "first-ten": () => firstTen.map(questionText).join("\n\n"),
};

/** The document with its generated parts made anew. Throws for a part that it has no markers for. */
export function renderDocs(document: string): string {
  return Object.entries(parts).reduce((text, [name, render]) => {
    const [begin, end] = [`<!-- from sql: ${name} -->`, `<!-- end: ${name} -->`];
    const [before, rest] = splitOnce(text, begin);
    const [, after] = splitOnce(rest, end);
    return `${before}${begin}\n\n${render()}\n\n${end}${after}`;
  }, document);
}

function splitOnce(text: string, mark: string): [before: string, after: string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`The document has no mark ${mark}`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}

function tableText(name: string): string {
  const { header, text } = readSqlFile(`tables/${name}`, sqlFolder);
  const columns = [...text.matchAll(/^ {4}(\w+) ([a-z]+(?: precision)?(?:\(\d+\))?)( not null)?,?$/gm)];
  const lines = columns.map(([, column = "", type, required]) => {
    const meaning = columnMeanings[name]?.[column];
    if (meaning === undefined) throw new Error(`Column "${name}.${column}" has no meaning`);
    return `| \`${column}\` | ${type}${required ? "" : ", may be null"} | ${meaning} |`;
  });
  return [
    `### ${name}`,
    "",
    `${capitalised(header.Grain ?? "")}.`,
    "",
    "| column | type | meaning |",
    "| --- | --- | --- |",
    ...lines,
  ].join("\n");
}

function questionText(name: string, index: number): string {
  const found = readQuestions().find((question) => question.name === name);
  if (found === undefined) throw new Error(`There is no question ${name}`);
  const { question, columns, text } = found;
  return [
    `### ${index + 1}. ${question}`,
    "",
    `\`node job/main.ts query ${name}\` gives ${columns.map(describeColumn).join("; ")}.`,
    "",
    "```sql",
    text.trim(),
    "```",
  ].join("\n");
}

function describeColumn({ name, meaning }: AnalystQuestion["columns"][number]): string {
  return `\`${name}\` (${meaning})`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
