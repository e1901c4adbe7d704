import { SqlError } from "../../wire/database.ts";
import { unsupported } from "../syntax/cursor.ts";
import { cast } from "../types/cast.ts";
import { commonType } from "../types/common-type.ts";
import { baseName } from "../types/describe.ts";
import { isText } from "../types/groups.ts";
import type { Type } from "../types/type.ts";
import type { Bound } from "./bound.ts";

/** Brings values that meet (in CASE, COALESCE, IN, a comparison) to one type. Throws 42804 where there is none. */
export function unify(values: readonly Bound[], what: string, at: number): { values: Bound[]; type: Type } {
  const type = values.map((value) => value.type).reduce((left, right) => meet(left, right, what, at));
  return { values: values.map((value) => coerce(value, type, at)), type };
}

function meet(left: Type, right: Type, what: string, at: number): Type {
  const type = commonType(left, right);
  if (type !== undefined) return type;
  if (isText(left) || isText(right)) {
    // Redshift casts one side here, which one depends: say so rather than guess.
    throw unsupported(`${what} of ${baseName(left)} and ${baseName(right)} without a cast`, at);
  }
  throw new SqlError("42804", `${what} types ${baseName(left)} and ${baseName(right)} cannot be matched`, {
    position: at + 1,
  });
}

/** A value in the type its context has settled on. */
export function coerce(value: Bound, type: Type, at: number): Bound {
  if (type.kind === "unknown") return value;
  return cast(value, type, { kind: "implicit", at });
}
