import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** The folder with every statement that the job runs. */
export const sqlFolder = join(import.meta.dirname, "../../../sql");

/** An SQL file: its text, and the `--! Key: value` lines at its top. */
export interface SqlFile {
  /** Without folder and ending. */
  name: string;
  header: Readonly<Record<string, string>>;
  text: string;
}

/** Reads `<folder>/<name>.sql`; a missing file is a bug and throws as such. */
export function readSqlFile(name: string, folder = sqlFolder): SqlFile {
  const text = readFileSync(join(folder, `${name}.sql`), "utf8");
  return { name: basename(name), header: readHeader(text), text };
}

/** The SQL files of a folder in `folder`, by name in byte order; none if there is no such folder. */
export function readSqlFiles(group: string, folder = sqlFolder): SqlFile[] {
  const names = readdirSync(join(folder, group), { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".sql"))
    .map((entry) => entry.name.slice(0, -".sql".length))
    .sort();
  return names.map((name) => readSqlFile(join(group, name), folder));
}

function readHeader(text: string): Record<string, string> {
  const lines = text.split("\n");
  const end = lines.findIndex((line) => !line.startsWith("--!"));
  const pairs = lines.slice(0, end).map((line) => {
    const match = /^--! ([A-Z][A-Za-z ]*): (.+)$/.exec(line);
    if (!match) throw new Error(`SQL header line is not "--! Key: value": ${line}`);
    return [match[1], match[2]];
  });
  return Object.fromEntries(pairs);
}
