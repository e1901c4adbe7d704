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
  const types = values.map((value) => typeBeside(value, values));
  const type = types.reduce((left, right) => meet([left, right], what, at));
  return { values: values.map((value) => coerce(value, type, at)), type };
}

/**
 * What a literal or parameter is taken for beside others: text as long as it is, a number with the places it has,
 * so that neither is cut to the length or scale of a column it is compared with.
 */
function typeBeside(value: Bound, others: readonly Bound[]): Type {
  if (value.type.kind !== "unknown" || value.literal === null) return value.type;
  if (others.some(({ type }) => isText(type))) {
    return {
      kind: "varchar",
      length: value.literal === undefined ? undefined : Buffer.byteLength(value.literal),
    };
  }
  const numeric = others.find(({ type }) => type.kind === "numeric")?.type;
  if (numeric?.kind !== "numeric") return value.type;
  const digits = /^\s*[+-]?(\d*)\.?(\d*)\s*$/.exec(value.literal ?? "");
  if (value.literal !== undefined && digits !== null) {
    const [whole = "", fraction = ""] = digits.slice(1);
    const scale = Math.min(fraction.length, 38);
    return { kind: "numeric", precision: Math.min(38, Math.max(whole.length + scale, 1)), scale };
  }
  const scale = Math.max(numeric.scale, Math.min(18, 38 - (numeric.precision - numeric.scale)));
  return { kind: "numeric", precision: 38, scale };
}

function meet([left, right]: [Type, Type], what: string, at: number): Type {
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
