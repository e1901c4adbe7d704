import type { Column } from "../catalog/table.ts";
import { columnRule } from "./column-rule.ts";
import type { Conversion } from "./copy-statement.ts";
import { type FieldSource, literal } from "./json-source.ts";

/** SQL that turns the fields of a source into rows of the table, all at once. */
export interface RowConversion {
  /** A value for each column; a refused field ends the statement. */
  values: readonly string[];
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
  const rules = columns.map((column, index) => columnRule(column, source.texts[index] as string, conversion));
  const fault = (column: number, kind: string, value: string) =>
    `{'column': ${column}, 'kind': ${kind}, 'value': left(${value}, 1024)}`;
  const cases = rules.map(
    ({ accepts, fault: kind }, index) =>
      `when (${accepts}) is not true then ${fault(index, kind, source.texts[index] as string)}`,
  );
  const record = source.fault && `when ${source.fault} is not null then ${fault(-1, source.fault, "''")}`;
  return {
    values: rules.map(
      ({ accepts, value }, index) =>
        `case when ${accepts} then ${value} else error(${literal(`refused by COPY: ${columns[index]?.name}`)}) end`,
    ),
    accepts: [
      ...(source.fault ? [`${source.fault} is null`] : []),
      ...rules.map(({ accepts }) => accepts),
    ].join(" and "),
    firstFault: `case ${[record, ...cases].filter((one) => one !== undefined).join(" ")} end`,
  };
}
