import type { Type } from "../types/type.ts";

/** A name with up to two qualifiers: [name], [schema, name], [database, schema, name]. */
export type Path = readonly string[];

/** Every node that can be at fault carries `at`: its offset in the statement. */
export type Expression =
  | { kind: "string"; value: string; at: number }
  | { kind: "number"; value: string; at: number }
  | { kind: "boolean"; value: boolean; at: number }
  | { kind: "null"; at: number }
  | { kind: "parameter"; index: number; at: number }
  | { kind: "column"; path: Path; at: number }
  | { kind: "star"; path: Path; at: number }
  | { kind: "default"; at: number }
  | Call
  | { kind: "unary"; operator: string; operand: Expression; at: number }
  | { kind: "binary"; operator: string; left: Expression; right: Expression; at: number }
  | { kind: "cast"; operand: Expression; type: Type; at: number }
  | { kind: "interval"; text: string; unit: string | undefined; at: number }
  | {
      kind: "case";
      subject: Expression | undefined;
      branches: readonly { when: Expression; result: Expression }[];
      otherwise: Expression | undefined;
      at: number;
    }
  | { kind: "in"; operand: Expression; list: readonly Expression[] | Query; not: boolean; at: number }
  | {
      kind: "between";
      operand: Expression;
      low: Expression;
      high: Expression;
      not: boolean;
      at: number;
    }
  | {
      kind: "like";
      variant: "like" | "ilike" | "similar";
      operand: Expression;
      pattern: Expression;
      escape: Expression | undefined;
      not: boolean;
      at: number;
    }
  | {
      kind: "is";
      operand: Expression;
      test: "null" | "true" | "false" | "unknown";
      not: boolean;
      at: number;
    }
  | { kind: "exists"; query: Query; at: number }
  | { kind: "subquery"; query: Query; at: number }
  | {
      kind: "quantified";
      operator: string;
      quantifier: "any" | "all";
      left: Expression;
      right: Query | Expression;
      at: number;
    }
  | { kind: "row"; items: readonly Expression[]; at: number }
  | { kind: "array"; items: readonly Expression[] | Query; at: number };

export interface Call {
  kind: "call";
  schema: string | undefined;
  name: string;
  arguments: readonly Expression[];
  /** count(*) */
  star: boolean;
  distinct: boolean;
  approximate: boolean;
  orderBy: readonly OrderItem[];
  withinGroup: readonly OrderItem[] | undefined;
  nulls: "ignore" | "respect" | undefined;
  over: Window | undefined;
  at: number;
}

export interface Window {
  /** A window of the WINDOW clause. */
  name: string | undefined;
  partitionBy: readonly Expression[];
  orderBy: readonly OrderItem[];
  /** As written: ROWS BETWEEN … AND …, from keywords and numbers only. */
  frame: string | undefined;
}

export interface OrderItem {
  expression: Expression;
  descending: boolean;
  nulls: "first" | "last" | undefined;
}

export interface Query {
  with: readonly CommonTable[];
  recursive: boolean;
  body: QueryBody;
  orderBy: readonly OrderItem[];
  limit: Expression | undefined;
  offset: Expression | undefined;
}

export interface CommonTable {
  name: string;
  columns: readonly string[];
  query: Query;
  at: number;
}

export type QueryBody =
  | Select
  | {
      kind: "set";
      operator: "union" | "intersect" | "except";
      all: boolean;
      left: QueryBody;
      right: QueryBody;
      at: number;
    }
  | { kind: "values"; rows: readonly (readonly Expression[])[]; at: number }
  | { kind: "nested"; query: Query };

export interface Select {
  kind: "select";
  distinct: boolean;
  /** SELECT TOP n */
  top: number | undefined;
  items: readonly SelectItem[];
  into: { name: Path; temporary: boolean } | undefined;
  from: readonly FromItem[];
  where: Expression | undefined;
  groupBy: readonly GroupItem[];
  having: Expression | undefined;
  qualify: Expression | undefined;
  at: number;
}

export type GroupItem =
  | Expression
  | { kind: "sets"; operator: "rollup" | "cube" | "grouping sets"; items: readonly GroupItem[] }
  | { kind: "set"; items: readonly Expression[] };

export interface SelectItem {
  expression: Expression;
  alias: string | undefined;
}

export type FromItem =
  | {
      kind: "table";
      name: Path;
      alias: string | undefined;
      columns: readonly string[];
      at: number;
    }
  | {
      kind: "subquery";
      query: Query;
      alias: string;
      columns: readonly string[];
      at: number;
    }
  | {
      kind: "function";
      call: Call;
      alias: string | undefined;
      columns: readonly string[];
      at: number;
    }
  | {
      kind: "join";
      type: "inner" | "left" | "right" | "full" | "cross";
      natural: boolean;
      left: FromItem;
      right: FromItem;
      on: Expression | undefined;
      using: readonly string[] | undefined;
      at: number;
    };
