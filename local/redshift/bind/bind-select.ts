import { SqlError } from "../../wire/database.ts";
import { quote } from "../catalog/table.ts";
import type { Expression, GroupItem, OrderItem, Select, SelectItem } from "../syntax/ast.ts";
import type { Type } from "../types/type.ts";
import { bindExpression, type Place } from "./bind-expression.ts";
import { bindFrom } from "./bind-from.ts";
import { condition } from "./bind-operator.ts";
import { type BoundQuery, type OutputColumn, orderSuffix, ordinalOf } from "./bind-query.ts";
import type { Binder } from "./binder.ts";
import type { Bound } from "./bound.ts";
import { outputName } from "./output-name.ts";
import { expandStar, newScope, type Scope } from "./scope.ts";

interface SelectPlace {
  binder: Binder;
  parent: Scope | undefined;
  orderBy: readonly OrderItem[];
  /** LIMIT and OFFSET, bound. */
  tail: string;
}

interface Output extends OutputColumn {
  bound: Bound;
}

export function bindSelect(select: Select, { binder, parent, orderBy, tail }: SelectPlace): BoundQuery {
  const scope = newScope(parent);
  const place = { binder, scope };
  const from = select.from.map((item) => bindFrom(item, place)).join(", ");
  const outputs = select.items.flatMap((item) => bindItem(item, place));
  // Neither WHERE nor HAVING knows what the select list names.
  const unnamed = { binder, scope: { ...scope, aliases: new Map() } };
  const clauses = [
    `SELECT ${select.distinct ? "DISTINCT " : ""}${outputs.map(columnSql).join(", ")}`,
    from === "" ? undefined : `FROM ${from}`,
    clause("WHERE", select.where, unnamed),
    bindGroupBy(select.groupBy, outputs, place),
    clause("HAVING", select.having, unnamed),
    clause("QUALIFY", select.qualify, place),
    bindOrderBy(orderBy, outputs, { ...place, distinct: select.distinct }),
  ];
  const sql = clauses.filter((each) => each !== undefined).join(" ") + tail;
  return { sql, columns: outputs.map(({ name, type }) => ({ name, type })) };
}

function columnSql({ name, bound }: Output): string {
  return `${bound.sql} AS ${quote(name)}`;
}

function clause(word: string, expression: Expression | undefined, place: Place): string | undefined {
  return expression === undefined ? undefined : `${word} ${condition(expression, place, word).sql}`;
}

function bindItem({ expression, alias }: SelectItem, place: Place): Output[] {
  if (expression.kind === "star") {
    const columns = expandStar(place.scope, expression.path, expression.at);
    place.binder.stars.set(
      expression,
      columns.map(({ path }) => path),
    );
    return columns.map(({ name, type, sql }) => ({
      name,
      type,
      bound: { sql, type },
    }));
  }
  const bound = bindExpression(expression, place);
  if (alias !== undefined && !place.scope.aliases.has(alias)) place.scope.aliases.set(alias, bound);
  return [{ name: alias ?? outputName(expression), type: literalType(bound), bound }];
}

/** A literal's length is known, should a table be made of it. */
function literalType({ literal, type }: Bound): Type {
  if (type.kind !== "unknown" || typeof literal !== "string") return type;
  return { kind: "unknown", length: Buffer.byteLength(literal) };
}

function bindGroupBy(
  items: readonly GroupItem[],
  outputs: readonly Output[],
  place: Place,
): string | undefined {
  if (items.length === 0) return undefined;
  return `GROUP BY ${items.map((item) => bindGroupItem(item, outputs, place)).join(", ")}`;
}

function bindGroupItem(item: GroupItem, outputs: readonly Output[], place: Place): string {
  if (item.kind === "sets") {
    const inner = item.items.map((each) => bindGroupItem(each, outputs, place));
    return `${item.operator.toUpperCase()} (${inner.join(", ")})`;
  }
  if (item.kind === "set") {
    return `(${item.items.map((each) => bindGroupItem(each, outputs, place)).join(", ")})`;
  }
  if (item.kind === "number") {
    const position = ordinalOf(item, outputs);
    if (position !== undefined) return groupSql(outputs[position - 1]?.bound as Bound);
  }
  return groupSql(bindExpression(item, place));
}

/** A constant stands in a cast, lest the engine takes it for a column's number. */
function groupSql(bound: Bound): string {
  return bound.constant === undefined ? bound.sql : `CAST(${bound.sql} AS BIGINT)`;
}

/** A bare name means the output column of that name first, then a column of the tables; so PostgreSQL has it. */
function bindOrderBy(
  items: readonly OrderItem[],
  outputs: readonly Output[],
  place: Place & { distinct: boolean },
): string | undefined {
  if (items.length === 0) return undefined;
  const keys = items.map((item) => {
    const position = ordinalOf(item.expression, outputs);
    if (position !== undefined) return `${position}${orderSuffix(item)}`;
    if (item.expression.kind === "string") {
      throw new SqlError("42601", "non-integer constant in ORDER BY", { position: item.expression.at + 1 });
    }
    const { sql } = bindExpression(item.expression, place);
    if (place.distinct && !outputs.some(({ bound }) => bound.sql === sql)) {
      const message = "for SELECT DISTINCT, ORDER BY expressions must appear in select list";
      throw new SqlError("42P10", message, { position: item.expression.at + 1 });
    }
    return `${sql}${orderSuffix(item)}`;
  });
  return `ORDER BY ${keys.join(", ")}`;
}
