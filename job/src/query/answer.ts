/** What a question comes to: rows as the warehouse writes them, so that no zone or rounding of ours gets into them. */
export interface Answer {
  readonly columns: readonly AnswerColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
}

export interface AnswerColumn {
  readonly name: string;
  readonly kind: "number" | "boolean" | "text";
}

/** Type OIDs of int8, int2, int4, float4, float8 and numeric. */
const numbers = new Set([20, 21, 23, 700, 701, 1700]);
const boolean = 16;

/** Which kind a column of this type OID is. */
export function kindOf(dataTypeId: number): AnswerColumn["kind"] {
  if (numbers.has(dataTypeId)) return "number";
  return dataTypeId === boolean ? "boolean" : "text";
}
