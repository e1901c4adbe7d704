import type { Expression, FromItem, Query, SelectItem } from "../syntax/ast.ts";
import type { Binder } from "./binder.ts";

/** A bound query with its tables under their full names and its stars as columns: it means the same ever after. */
export function freezeQuery(query: Query, binder: Binder): Query {
  return freeze(query, binder) as Query;
}

function freeze(node: unknown, binder: Binder): unknown {
  if (Array.isArray(node)) return node.flatMap((each) => freezeItem(each, binder));
  if (node === null || typeof node !== "object") return node;
  const frozen = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, freeze(value, binder)]));
  const item = node as FromItem;
  const path = binder.paths.get(item);
  if (path === undefined || item.kind !== "table") return frozen;
  return { ...frozen, name: path, alias: item.alias ?? item.name.at(-1) };
}

function freezeItem(node: unknown, binder: Binder): unknown[] {
  const star = (node as SelectItem | null)?.expression;
  const paths = star === undefined ? undefined : binder.stars.get(star);
  if (paths === undefined) return [freeze(node, binder)];
  return paths.map((path): SelectItem => {
    const expression: Expression = { kind: "column", path, at: star?.at ?? 0 };
    return { expression, alias: undefined };
  });
}
