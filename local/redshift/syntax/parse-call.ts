import type { Call, Expression, OrderItem, Window } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpression, parseExpressions } from "./parse-expression.ts";

/** A call with nothing but arguments, as special syntax (EXTRACT, POSITION, AT TIME ZONE, …) stands for. */
export function parseCall(
  name: string,
  args: readonly Expression[],
  { at, schema }: { at: number; schema?: string },
): Call {
  return {
    kind: "call",
    schema,
    name,
    arguments: args,
    star: false,
    distinct: false,
    approximate: false,
    orderBy: [],
    withinGroup: undefined,
    nulls: undefined,
    over: undefined,
    at,
  };
}

/** The rest of `name(`: arguments, WITHIN GROUP, IGNORE NULLS, OVER. */
export function parseCallRest(
  cursor: Cursor,
  name: string,
  { at, schema, approximate }: { at: number; schema?: string | undefined; approximate?: boolean },
): Call {
  const call = { ...parseCall(name, [], { at }), schema, approximate: approximate === true };
  if (cursor.accept("*")) call.star = true;
  else if (!cursor.at(")")) {
    call.distinct = cursor.accept("distinct");
    if (!call.distinct) cursor.accept("all");
    call.arguments = parseArguments(cursor);
    call.nulls = parseNullTreatment(cursor);
    if (cursor.at("order", "by")) throw cursor.unsupported("ORDER BY inside a function call");
  }
  cursor.expect(")");
  if (cursor.accept("within", "group")) {
    cursor.expect("(");
    call.withinGroup = parseOrderBy(cursor);
    cursor.expect(")");
  }
  call.nulls ??= parseNullTreatment(cursor);
  if (cursor.at("filter", "(")) throw cursor.unsupported("FILTER");
  if (cursor.accept("over")) call.over = parseWindow(cursor);
  return call;
}

function parseArguments(cursor: Cursor): Expression[] {
  return parseExpressions(cursor);
}

function parseNullTreatment(cursor: Cursor): "ignore" | "respect" | undefined {
  if (cursor.accept("ignore", "nulls")) return "ignore";
  return cursor.accept("respect", "nulls") ? "respect" : undefined;
}

function parseWindow(cursor: Cursor): Window {
  if (!cursor.at("(")) {
    return { name: cursor.name(), partitionBy: [], orderBy: [], frame: undefined };
  }
  cursor.expect("(");
  const partitionBy = cursor.accept("partition", "by") ? parseExpressions(cursor) : [];
  const orderBy = cursor.at("order") ? parseOrderBy(cursor) : [];
  const frame = cursor.atAny(["rows", "range", "groups"]) ? parseFrame(cursor) : undefined;
  cursor.expect(")");
  return { name: undefined, partitionBy, orderBy, frame };
}

/** Redshift has ROWS only. */
function parseFrame(cursor: Cursor): string {
  if (!cursor.accept("rows")) throw cursor.unsupported("a RANGE frame");
  if (!cursor.accept("between")) return `ROWS ${parseBound(cursor)}`;
  const start = parseBound(cursor);
  cursor.expect("and");
  return `ROWS BETWEEN ${start} AND ${parseBound(cursor)}`;
}

function parseBound(cursor: Cursor): string {
  if (cursor.accept("current", "row")) return "CURRENT ROW";
  const offset = cursor.accept("unbounded") ? "UNBOUNDED" : String(cursor.integer());
  if (cursor.accept("preceding")) return `${offset} PRECEDING`;
  cursor.expect("following");
  return `${offset} FOLLOWING`;
}

/** ORDER BY a, b desc nulls last */
export function parseOrderBy(cursor: Cursor): OrderItem[] {
  cursor.expect("order", "by");
  const items = [parseOrderItem(cursor)];
  while (cursor.accept(",")) items.push(parseOrderItem(cursor));
  return items;
}

function parseOrderItem(cursor: Cursor): OrderItem {
  const expression = parseExpression(cursor);
  const descending = cursor.accept("desc");
  if (!descending) cursor.accept("asc");
  let nulls: OrderItem["nulls"];
  if (cursor.accept("nulls", "first")) nulls = "first";
  else if (cursor.accept("nulls", "last")) nulls = "last";
  return { expression, descending, nulls };
}
