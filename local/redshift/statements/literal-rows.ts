import type { Value } from "../../wire/database.ts";
import { bindExpression, noteParameter } from "../bind/bind-expression.ts";
import type { Binder } from "../bind/binder.ts";
import { literal } from "../bind/bound.ts";
import { newScope } from "../bind/scope.ts";
import type { Column } from "../catalog/table.ts";
import type { Expression } from "../syntax/ast.ts";
import { literalText } from "../types/cast-literal.ts";
import { engineType } from "../types/describe.ts";

/** From so many rows on, the engine reads JSON text sooner than it understands their expressions. */
const MANY = 5;

const NUMBERS = new Set(["numeric", "float4", "float8"]);
const INTEGERS = new Set(["int2", "int4", "int8"]);

/** A value as text, known now or once the parameters are. */
type Cell = (values: readonly Value[]) => Value;

/**
 * A query for the rows of a long VALUES list, a column each in the order of `columns`, if all its values are literals
 * or parameters that need no more than to be read; it is made when the parameters are known. Undefined for any other.
 * Throws what reading a literal does.
 */
export function literalRows(
  rows: readonly (readonly Expression[])[],
  columns: readonly Column[],
  binder: Binder,
): ((values: readonly Value[]) => string) | undefined {
  if (rows.length < MANY) return undefined;
  const cells: Cell[][] = [];
  for (const row of rows) {
    const read = row.map((value, index) => readCell(value, columns[index] as Column, binder));
    if (read.includes(undefined)) return undefined;
    cells.push(read as Cell[]);
  }
  const select = columns.map(
    ({ type }, index) => `CAST(r[${index + 1}] AS ${engineType(type)}) AS c${index + 1}`,
  );
  return (values) => {
    const json = literal(JSON.stringify(cells.map((row) => row.map((cell) => cell(values)))));
    return `SELECT ${select.join(", ")} FROM (SELECT unnest(from_json(${json}, '[["VARCHAR"]]')) AS r)`;
  };
}

function readCell(value: Expression, column: Column, binder: Binder): Cell | undefined {
  const { type, identity } = column;
  if (identity?.mode === "always" || type.kind === "interval") return undefined;
  const read = (text: string) => literalText(text, type, { kind: "assignment", at: value.at });
  if (value.kind === "parameter") {
    bindExpression(value, { binder, scope: newScope() }); // for its faults
    noteParameter(value.index, type, binder);
    // A value of another type is converted from that, not from its text.
    if (binder.parameters[value.index - 1]?.kind !== type.kind) return undefined;
    return (values) => {
      const text = values[value.index - 1] ?? null;
      return text === null ? null : read(text);
    };
  }
  const text = literalOf(value, type.kind);
  if (text === undefined) return undefined;
  const known = text === null ? null : read(text);
  return () => known;
}

function literalOf(value: Expression, kind: Column["type"]["kind"]): string | null | undefined {
  switch (value.kind) {
    case "null":
      return null;
    case "string":
      return value.value;
    case "number":
      return NUMBERS.has(kind) || (INTEGERS.has(kind) && /^\d+$/.test(value.value)) ? value.value : undefined;
    case "boolean":
      return kind === "bool" ? String(value.value) : undefined;
    default:
      return undefined;
  }
}
