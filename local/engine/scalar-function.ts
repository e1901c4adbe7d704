import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBScalarFunction,
  type DuckDBType,
  INTEGER,
  VARCHAR,
} from "@duckdb/node-api";
import { SqlError } from "../wire/database.ts";

type Kind = "VARCHAR" | "INTEGER" | "BIGINT" | "BOOLEAN" | "DOUBLE";
type Value = string | number | bigint | boolean | null;

/** A function of the engine's SQL that is written in TypeScript. NULL in gives NULL out, unless it takes nulls. */
export interface ScalarFunction {
  name: string;
  parameters: readonly Kind[];
  result: Kind;
  takesNulls?: true;
  call(...values: Value[]): Value;
}

const TYPES: Record<Kind, DuckDBType> = { VARCHAR, INTEGER, BIGINT, BOOLEAN, DOUBLE };

/** Makes the function known to every connection of the engine. An SqlError that it throws reaches the client. */
export function registerFunction(connection: DuckDBConnection, definition: ScalarFunction): void {
  const { name, parameters, result, takesNulls, call } = definition;
  const options = {
    name,
    parameterTypes: parameters.map((kind) => TYPES[kind]),
    returnType: TYPES[result],
    ...(takesNulls ? { specialHandling: true } : {}),
  };
  connection.registerScalarFunction(
    DuckDBScalarFunction.create({
      ...options,
      mainFunction(info, input, output) {
        try {
          const columns = parameters.map((_, index) => input.getColumnVector(index));
          for (let row = 0; row < input.rowCount; row += 1) {
            const values = columns.map((column) => column.getItem(row) as Value);
            const empty = takesNulls !== true && values.includes(null);
            output.setItem(row, empty ? null : call(...values));
          }
          output.flush();
        } catch (error) {
          info.setError(error instanceof SqlError ? `[${error.code}] ${error.message}` : String(error));
        }
      },
    }),
  );
}
