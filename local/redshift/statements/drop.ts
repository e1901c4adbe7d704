import { SqlError } from "../../wire/database.ts";
import { type Entry, TEMPORARY } from "../catalog/catalog.ts";
import { engineName, quote } from "../catalog/table.ts";
import { tokenize } from "../lexer.ts";
import { commandPlan, type Execution, type Plan, type Planning, type TableLock } from "../plan.ts";
import type { Path } from "../syntax/ast.ts";
import type { Cursor } from "../syntax/cursor.ts";
import { parsePath } from "../syntax/parse-query.ts";

interface Drop {
  kind: "table" | "view" | "schema";
  ifExists: boolean;
  cascade: boolean;
  paths: readonly Path[];
}

/** DROP TABLE | VIEW | SCHEMA [IF EXISTS] a, b [CASCADE | RESTRICT] */
export function planDrop(cursor: Cursor, planning: Planning): Plan {
  cursor.expect("drop");
  const kind = cursor.next().value as Drop["kind"];
  const ifExists = cursor.accept("if", "exists");
  const paths = [parsePath(cursor)];
  while (cursor.accept(",")) paths.push(parsePath(cursor));
  const cascade = cursor.accept("cascade");
  if (!cascade) cursor.accept("restrict");
  cursor.expectEnd();
  const drop: Drop = { kind, ifExists, cascade, paths };
  const entries = paths.flatMap((path) => find(path, drop, planning) ?? []);
  return commandPlan(
    async (execution) => {
      for (const path of paths) await dropOne(path, drop, { execution, planning });
      return { tag: `DROP ${kind.toUpperCase()}` };
    },
    { locks: entries.flatMap((entry) => locksOf(entry, planning)) },
  );
}

function find(path: Path, { kind, ifExists }: Drop, { catalog, names }: Planning): Entry | undefined {
  const name = path.at(-1) as string;
  if (kind === "schema") {
    const schema = catalog.schema(name);
    if (schema === undefined && !ifExists) throw new SqlError("3F000", `schema "${name}" does not exist`);
    return schema === undefined ? undefined : { kind: "schema", schema };
  }
  const schemas = path.length > 1 ? [path.at(-2) as string] : [TEMPORARY, ...names.schemas()];
  const entry = schemas.map((schema) => catalog.relation(schema, name)).find((each) => each !== undefined);
  if (entry === undefined && !ifExists) {
    throw new SqlError("42P01", `${kind === "table" ? "Table" : "view"} "${path.join(".")}" does not exist`);
  }
  if (entry !== undefined && entry.kind !== kind) {
    throw new SqlError("42809", `"${name}" is not a ${kind}`, {
      hint: `Use DROP ${entry.kind.toUpperCase()} to remove a ${entry.kind}.`,
    });
  }
  return entry;
}

function locksOf(entry: Entry, planning: Planning): TableLock[] {
  if (entry.kind === "schema") {
    return contents(entry.schema.name, planning).flatMap((each) => locksOf(each, planning));
  }
  const { schema, name } = entry.kind === "table" ? entry.table : entry.view;
  return schema === TEMPORARY ? [] : [{ relation: `${schema}.${name}`, mode: "AccessExclusiveLock" }];
}

function contents(schema: string, { catalog }: Planning): Entry[] {
  return catalog
    .entries()
    .filter(
      (entry) =>
        entry.kind !== "schema" && (entry.kind === "table" ? entry.table : entry.view).schema === schema,
    );
}

async function dropOne(
  path: Path,
  drop: Drop,
  { execution, planning }: { execution: Execution; planning: Planning },
) {
  const entry = find(path, drop, planning);
  if (entry === undefined) {
    const what = drop.kind === "table" ? "Table" : drop.kind;
    execution.notify({
      severity: "INFO",
      code: "00000",
      message: `${what} "${path.join(".")}" does not exist and will be skipped`,
    });
    return;
  }
  if (entry.kind !== "schema") {
    await dropRelation(entry, drop, { execution, planning });
    return;
  }
  const inside = contents(entry.schema.name, planning);
  if (inside.length > 0 && !drop.cascade) {
    throw new SqlError(
      "2BP01",
      `cannot drop schema ${entry.schema.name} because other objects depend on it`,
      {
        hint: "Use DROP ... CASCADE to drop the dependent objects too.",
      },
    );
  }
  for (const each of inside)
    await dropRelation(
      each as Exclude<Entry, { kind: "schema" }>,
      { ...drop, cascade: true },
      { execution, planning },
    );
  await execution.run(`DROP SCHEMA warehouse.${quote(entry.schema.name)}`);
  execution.catalog.remove(entry);
}

async function dropRelation(
  entry: Exclude<Entry, { kind: "schema" }>,
  drop: Drop,
  { execution, planning }: { execution: Execution; planning: Planning },
): Promise<void> {
  const { schema, name } = entry.kind === "table" ? entry.table : entry.view;
  if (planning.catalog.relation(schema, name) === undefined) return;
  for (const dependent of dependents({ schema, name }, planning)) {
    if (!drop.cascade) {
      throw new SqlError("2BP01", `cannot drop ${entry.kind} ${name} because other objects depend on it`, {
        hint: "Use DROP ... CASCADE to drop the dependent objects too.",
      });
    }
    await dropRelation(dependent, drop, { execution, planning });
  }
  execution.catalog.remove(entry);
  if (entry.kind === "view") return;
  await execution.run(`DROP TABLE ${engineName(entry.table)}`);
  for (const { identity } of entry.table.columns) {
    if (identity !== undefined) await execution.run(`DROP SEQUENCE ${identity.sequence}`);
  }
}

/** Views whose text names the relation; a late-binding view depends on nothing. */
function dependents(
  { schema, name }: { schema: string; name: string },
  planning: Planning,
): Extract<Entry, { kind: "view" }>[] {
  return planning.catalog.entries().filter((entry): entry is Extract<Entry, { kind: "view" }> => {
    if (entry.kind !== "view" || entry.view.lateBinding) return false;
    if (entry.view.schema === schema && entry.view.name === name) return false;
    return mentions(entry.view.text, { schema, name }, planning);
  });
}

function mentions(
  text: string,
  { schema, name }: { schema: string; name: string },
  { names }: Planning,
): boolean {
  const tokens = tokenize(text);
  return tokens.some((token, index) => {
    if ((token.kind !== "word" && token.kind !== "name") || token.value.toLowerCase() !== name) return false;
    const word = tokens[index - 1]?.value ?? "";
    const qualified = word === ".";
    if (qualified) return tokens[index - 2]?.value.toLowerCase() === schema;
    return ["from", "join", ",", "("].includes(word) && names.schemas().includes(schema);
  });
}
