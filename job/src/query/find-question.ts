import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { ConfigError } from "../errors.ts";
import { readSqlFiles } from "../warehouse/sql-file.ts";
import { renderStatements } from "../warehouse/sql-template.ts";

/** One statement that only reads. */
export interface Question {
  /** Without folder and ending. */
  name: string;
  sql: string;
}

/**
 * The question that `nameOrFile` means: a file of sql/analytics by its name, or any other file by its path, which
 * ends in `.sql`. Throws a ConfigError if there is none, or if it is not one statement that only reads.
 */
export function findQuestion(nameOrFile: string, sqlFolder: string): Question {
  const known = readSqlFiles("analytics", sqlFolder);
  const found = known.find(({ name }) => name === nameOrFile);
  if (found === undefined && !nameOrFile.endsWith(".sql")) {
    const names = known.map(({ name }) => name).join(", ");
    throw new ConfigError([`Cannot find question "${nameOrFile}": expected a .sql file or one of ${names}`]);
  }
  const text = found?.text ?? readQuestion(nameOrFile);
  return { name: found?.name ?? basename(nameOrFile, ".sql"), sql: onlyStatement(text, nameOrFile) };
}

function readQuestion(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const reason =
      (cause as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : String(cause);
    throw new ConfigError([`Cannot read question "${path}": ${reason}`], { cause });
  }
}

function onlyStatement(text: string, name: string): string {
  const [sql, ...others] = parseStatements(text, name);
  if (sql === undefined || others.length > 0) {
    const count = sql === undefined ? "none" : others.length + 1;
    throw new ConfigError([`Cannot ask question "${name}": expected one statement, got ${count}`]);
  }
  // TRUNCATE and COMMIT would last although the transaction is rolled back.
  if (!/^\(*\s*(select|with)\b/i.test(sql)) {
    throw new ConfigError([
      `Cannot ask question "${name}": expected a statement that begins with select or with`,
    ]);
  }
  return sql;
}

function parseStatements(text: string, name: string): string[] {
  try {
    return renderStatements(text);
  } catch (cause) {
    throw new ConfigError([`Cannot ask question "${name}": ${(cause as Error).message}`], { cause });
  }
}
