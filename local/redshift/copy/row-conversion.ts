import type { Column } from "../catalog/table.ts";
import { type ColumnRule, columnRule } from "./column-rule.ts";
import type { Conversion } from "./copy-statement.ts";
import { type Field, type FieldSource, identifier, literal } from "./json-source.ts";

/** SQL that turns the fields of a source into rows of the table, all at once. */
export interface RowConversion {
  /** A query for the rows of all records; a refused one ends the statement. */
  allRows: string;
  /** A query for the rows of those records that make one. */
  acceptedRows: string;
  /** True for a record that makes a row. */
  accepts: string;
  /** For a refused record, what is wrong first: a struct of column number (from 0; -1: none), kind and value. */
  firstFault: string;
}

export function rowConversion(
  columns: readonly Column[],
  source: FieldSource,
  conversion: Conversion,
): RowConversion {
  const rules = columns.map((column, index) => {
    const { mayHoldNul } = source;
    return columnRule(column, { ...(source.fields[index] as Field), mayHoldNul }, conversion);
  });
  const fault = (column: number, kind: string, value: string) =>
    `{'column': ${column}, 'kind': ${kind}, 'value': left(${value}, 1024)}`;
  const cases = rules.map(
    ({ accepts, fault: kind }, index) =>
      `when (${accepts}) is not true then ${fault(index, kind, (source.fields[index] as Field).sql)}`,
  );
  const refused = `error(${literal("refused by COPY: record")})`;
  const whole = source.fault ? ` where case when ${source.fault} is null then true else ${refused} end` : "";
  const record = source.fault && `when ${source.fault} is not null then ${fault(-1, source.fault, "''")}`;
  const accepts = [source.fault && `${source.fault} is null`, ...rules.map((rule) => rule.accepts)]
    .filter((one) => one !== undefined)
    .join(" and ");
  const select = selectValues(rules, source.from);
  return {
    allRows: `${select}${whole}`,
    acceptedRows: `${select} where ${accepts}`,
    accepts,
    firstFault: `case ${[record, ...cases].filter((one) => one !== undefined).join(" ")} end`,
  };
}

/** Casts are made in a query of their own: the engine makes one again for each place in a CASE where it stands. */
function selectValues(rules: readonly ColumnRule[], from: string): string {
  const casts = [...new Set(rules.flatMap(({ cast }) => cast ?? []))];
  const names = casts.map((_, index) => identifier(`//cast ${index}`));
  const values = rules.map(({ value }) =>
    casts.reduce((sql, cast, index) => sql.replaceAll(cast, () => names[index] as string), value),
  );
  const made = casts.map((cast, index) => `${cast} as ${names[index]}`);
  return `select ${values.join(", ")} from (select ${["*", ...made].join(", ")} from ${from})`;
}
