import { SqlError } from "../../wire/database.ts";
import type { Expression, Query } from "../syntax/ast.ts";
import { unsupported } from "../syntax/cursor.ts";
import { commonType } from "../types/common-type.ts";
import { isText } from "../types/groups.ts";
import type { Type } from "../types/type.ts";
import { bindExpression, noteParameter, type Place } from "./bind-expression.ts";
import { compare, condition } from "./bind-operator.ts";
import { type BoundQuery, bindQuery } from "./bind-query.ts";
import { type Bound, bound, literal } from "./bound.ts";
import { unify } from "./coerce.ts";
import { similarToRegex } from "./similar-to.ts";

type Of<K extends Expression["kind"]> = Extract<Expression, { kind: K }>;

export function bindCase(expression: Of<"case">, place: Place): Bound {
  const { subject, branches, otherwise, at } = expression;
  const value = subject === undefined ? undefined : bindExpression(subject, place);
  const whens = branches.map(({ when }) =>
    value === undefined
      ? condition(when, place, "case/when").sql
      : compare("=", [value, bindExpression(when, place)], at).sql,
  );
  const results = branches.map(({ result }) => bindExpression(result, place));
  results.push(
    otherwise === undefined
      ? { ...bound("NULL", "unknown"), literal: null }
      : bindExpression(otherwise, place),
  );
  const { values, type } = unify(results, "CASE", at);
  const parts = whens.map((when, index) => `WHEN ${when} THEN ${values[index]?.sql}`);
  return { sql: `(CASE ${parts.join(" ")} ELSE ${values.at(-1)?.sql} END)`, type: settled(type) };
}

/** Text that only literals made. */
function settled(type: Type): Type {
  return type.kind === "unknown" ? { kind: "varchar" } : type;
}

export function bindIn(expression: Of<"in">, place: Place): Bound {
  const { operand, list, not, at } = expression;
  const word = not ? "NOT IN" : "IN";
  if (!isList(list)) return bindInQuery(expression, list, place);
  if (operand.kind === "row") return bindRowIn(expression, list, place);
  const bounds = [operand, ...list].map((item) => bindExpression(item, place));
  const types = bounds.map(({ type }) => type);
  [operand, ...list].forEach((item) => {
    const known = types.find((type) => type.kind !== "unknown");
    if (item.kind === "parameter" && known !== undefined) noteParameter(item.index, known, place.binder);
  });
  const chars = types.some(({ kind }) => kind === "char");
  const { values } = unify(chars ? bounds.map(withoutBlanks) : bounds, "IN", at);
  const [first, ...rest] = values.map(({ sql }) => sql);
  return bound(`(${first} ${word} (${rest.join(", ")}))`, "bool");
}

/** Text beside a char, whose last blanks are no part of it. */
function withoutBlanks(value: Bound): Bound {
  if (typeof value.literal === "string") {
    const text = value.literal.replace(/ +$/, "");
    return { ...value, sql: literal(text), literal: text };
  }
  return value.type.kind === "varchar" ? { ...value, sql: `rtrim(${value.sql}, ' ')` } : value;
}

function isList(list: readonly Expression[] | Query): list is readonly Expression[] {
  return Array.isArray(list);
}

/** (a, b) IN ((1, 2), (3, 4)) is a chain of comparisons. */
function bindRowIn(expression: Of<"in">, list: readonly Expression[], place: Place): Bound {
  const { operand, not, at } = expression;
  const tests = list.map((right) =>
    bindExpression({ kind: "binary", operator: "=", left: operand, right, at }, place),
  );
  return bound(`(${not ? "NOT " : ""}(${tests.map(({ sql }) => sql).join(" OR ")}))`, "bool");
}

function bindInQuery({ operand, not, at }: Of<"in">, query: Query, place: Place): Bound {
  const items = operand.kind === "row" ? operand.items : [operand];
  const left = items.map((item) => bindExpression(item, place));
  const right = bindQuery(query, place.binder, { parent: place.scope });
  if (right.columns.length !== left.length) {
    const few = right.columns.length < left.length ? "few" : "many";
    throw new SqlError("42601", `subquery has too ${few} columns`, { position: at + 1 });
  }
  const sides = left.map((value, index) => meetQuery(value, right.columns[index]?.type as Type, at));
  const row = sides.length === 1 ? sides[0] : `(${sides.join(", ")})`;
  return bound(`(${row} ${not ? "NOT IN" : "IN"} (${right.sql}))`, "bool");
}

/** The left side of IN or ANY, in the type of the subquery's column. */
function meetQuery(value: Bound, column: Type, at: number): string {
  const type = commonType(value.type, column);
  if (type === undefined) throw unsupported("IN over two types without a cast", at);
  return unify([value, { sql: "NULL", type }], "IN", at).values[0]?.sql as string;
}

export function bindBetween(expression: Of<"between">, place: Place): Bound {
  const { operand, low, high, not, at } = expression;
  const value = bindExpression(operand, place);
  const [from, to] = [low, high].map((side) => {
    if (side.kind === "parameter") noteParameter(side.index, value.type, place.binder);
    return bindExpression(side, place);
  }) as [Bound, Bound];
  const test = `${compare(">=", [value, from], at).sql} AND ${compare("<=", [value, to], at).sql}`;
  return bound(`(${not ? "NOT " : ""}(${test}))`, "bool");
}

export function bindLike(expression: Of<"like">, place: Place): Bound {
  const { operand, pattern, variant, at } = expression;
  const value = bindExpression(operand, place);
  const right = bindExpression(pattern, place);
  for (const side of [value, right]) {
    if (!isText(side.type) && side.type.kind !== "unknown") {
      throw unsupported(`${variant.toUpperCase()} on a value that is no text`, at);
    }
  }
  const not = expression.not ? "NOT " : "";
  const escaping = escapeOf(expression, place);
  if (variant === "similar") {
    if (typeof right.literal !== "string") throw unsupported("SIMILAR TO with a computed pattern", at);
    const regex = similarToRegex(right.literal, escaping);
    return bound(`(${not}regexp_full_match(${value.sql}, ${literal(regex)}, 's'))`, "bool");
  }
  const plain = typeof right.literal === "string" && !right.literal.includes(escaping);
  const suffix = plain || escaping === "" ? "" : ` ESCAPE ${literal(escaping)}`;
  return bound(`(${value.sql} ${not}${variant.toUpperCase()} ${right.sql}${suffix})`, "bool");
}

function escapeOf(expression: Of<"like">, place: Place): string {
  if (expression.escape === undefined) return "\\";
  const value = bindExpression(expression.escape, place);
  if (typeof value.literal !== "string") throw unsupported("a computed ESCAPE", expression.at);
  if (value.literal.length > 1) {
    throw new SqlError("22019", "invalid escape string", { position: expression.at + 1 });
  }
  return value.literal;
}

export function bindIs({ operand, test, not }: Of<"is">, place: Place): Bound {
  if (test === "null") {
    return bound(`(${bindExpression(operand, place).sql} IS ${not ? "NOT " : ""}NULL)`, "bool");
  }
  const value = condition(operand, place, `IS ${test}`);
  const truth = test === "unknown" ? "NULL" : test.toUpperCase();
  return bound(`(${value.sql} IS ${not ? "" : "NOT "}DISTINCT FROM ${truth})`, "bool");
}

export function bindExists({ query }: Of<"exists">, place: Place): Bound {
  return bound(`EXISTS (${bindQuery(query, place.binder, { parent: place.scope }).sql})`, "bool");
}

export function bindSubquery({ query, at }: Of<"subquery">, place: Place): Bound {
  const inner = bindQuery(query, place.binder, { parent: place.scope });
  return { sql: `(${inner.sql})`, type: settled(singleColumn(inner, at)) };
}

function singleColumn(query: BoundQuery, at: number): Type {
  if (query.columns.length !== 1) {
    throw new SqlError("42601", "subquery must return only one column", { position: at + 1 });
  }
  return query.columns[0]?.type as Type;
}

export function bindQuantified(expression: Of<"quantified">, place: Place): Bound {
  const { operator, quantifier, left, right, at } = expression;
  const value = bindExpression(left, place);
  const word = quantifier.toUpperCase();
  if ("body" in right) {
    const inner = bindQuery(right, place.binder, { parent: place.scope });
    const side = meetQuery(value, singleColumn(inner, at), at);
    return bound(`(${side} ${operator} ${word} (${inner.sql}))`, "bool");
  }
  const array = bindExpression(right, place);
  if (array.type.kind !== "text[]" && array.type.kind !== "int2[]") {
    throw unsupported(`${word} over a value that is no array`, at);
  }
  return bound(`(${value.sql} ${operator} ${word} (${array.sql}))`, "bool");
}

/** PostgreSQL's arrays, which only psql's own queries of the catalogue use. */
export function bindArray({ items, at }: Of<"array">, place: Place): Bound {
  if (!isList(items)) {
    const inner = bindQuery(items, place.binder, { parent: place.scope });
    singleColumn(inner, at);
    return { sql: `ARRAY(${inner.sql})`, type: { kind: "text[]" } };
  }
  const { values } = unify(
    items.map((item) => bindExpression(item, place)),
    "ARRAY",
    at,
  );
  return { sql: `[${values.map(({ sql }) => sql).join(", ")}]`, type: { kind: "text[]" } };
}
