import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readSqlFile, sqlFolder } from "../../job/src/warehouse/sql-file.ts";

const names = readdirSync(sqlFolder, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".sql"))
  .map((path) => path.slice(0, -".sql".length));

/** Header keys of a file, by its folder. */
const headers: Readonly<Record<string, readonly string[]>> = {
  checks: ["Check", "Severity", "Keys", "Reads"],
  analytics: ["Question", "Columns", "Personal", "Reads"],
};
const otherHeader = ["Table", "Grain", "Reads", "Writes", "Rerun"];

describe.each(names)("sql/%s.sql", (name) => {
  const { header, text } = readSqlFile(name);
  const body = text.replaceAll(/--[^\n]*/g, "");

  it("begins with the header that its folder asks for", () => {
    expect(Object.keys(header)).toEqual(headers[name.split("/")[0] ?? ""] ?? otherHeader);
  });

  it("says nothing that Redshift does not take, or that commits by itself", () => {
    expect(body).not.toMatch(
      /nulls (first|last)|\btruncate\b|\bvacuum\b|alter table \w+ append|\bselect \*/i,
    );
  });

  it("is lower case but for placeholders and quoted texts, and ends with a semicolon", () => {
    expect(body.replaceAll(/'[^']*'|:[A-Z_]+/g, "")).not.toMatch(/[A-Z]/);
    expect(body.trimEnd()).toMatch(/;$/);
  });

  it("names every table it reads or writes in its header", () => {
    const made = [...body.matchAll(/create temp table (\w+)|(\w+) as \(\n/g)].map(
      (match) => match[1] ?? match[2],
    );
    const used = [...body.matchAll(/\b(?:from|join|into|update|using|copy|lock) ([a-z_]\w*)/g)].map(
      (match) => match[1],
    );
    const strangers = new Set(used.filter((table) => !made.includes(table)));
    const declared = `${header.Reads} ${header.Writes ?? ""}`;
    expect([...strangers].filter((table) => !declared.includes(table ?? ""))).toEqual([]);
  });
});
