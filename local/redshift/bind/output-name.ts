import type { Expression } from "../syntax/ast.ts";
import type { Type } from "../types/type.ts";

/** What a select item without an alias is called. */
export function outputName(expression: Expression): string {
  switch (expression.kind) {
    case "column":
      return expression.path.at(-1) as string;
    case "call":
      return CALLED_AS[expression.name] ?? expression.name;
    case "cast": {
      const inner = outputName(expression.operand);
      return inner === UNNAMED ? typeName(expression.type) : inner;
    }
    case "case": {
      const inner = expression.otherwise === undefined ? UNNAMED : outputName(expression.otherwise);
      return inner === UNNAMED ? "case" : inner;
    }
    case "boolean":
      return "bool";
    case "interval":
      return "interval";
    case "subquery":
      return subqueryName(expression);
    default:
      return UNNAMED;
  }
}

const UNNAMED = "?column?";

/** Functions that the server shows under the name of what they are made of. */
const CALLED_AS: Record<string, string> = {
  current_timestamp: "timestamptz",
  current_time: "timetz",
  current_date: "date",
  extract: "date_part",
  nvl: "coalesce",
  datediff: "date_diff",
  dateadd: "date_add",
};

function typeName(type: Type): string {
  return type.kind === "char" ? "bpchar" : type.kind;
}

function subqueryName({ query }: Extract<Expression, { kind: "subquery" }>): string {
  const item = query.body.kind === "select" ? query.body.items[0] : undefined;
  return item === undefined ? UNNAMED : (item.alias ?? outputName(item.expression));
}
