import { decodeBinary } from "./binary-format.ts";
import { decodeText } from "./byte-reader.ts";
import { type Prepared, type Session, SqlError, type Value } from "./database.ts";
import type { Bind, Format, Parse } from "./frontend-message.ts";
import { oid } from "./type-oids.ts";

/** What a Parse made; `isEmpty` for a text without any statement, which is legal and does nothing. */
export interface Statement {
  prepared: Prepared;
  /** One oid a parameter, text where neither the client nor the database gave one. */
  parameterTypes: readonly number[];
  isEmpty: boolean;
}

const empty: Prepared = {
  parameterTypes: [],
  fields: null,
  execute: async () => {
    throw new Error("An empty statement is not for running");
  },
};

/** Rejects with an SqlError: 42601 for more than one statement, else what the database says. */
export async function prepareStatement(session: Session, parse: Parse): Promise<Statement> {
  const [sql, ...more] = session.split(parse.sql);
  if (sql === undefined) return { prepared: empty, parameterTypes: [], isEmpty: true };
  if (more.length > 0) {
    throw new SqlError("42601", "cannot insert multiple commands into a prepared statement");
  }
  const prepared = await session.prepare(sql, parse.parameterTypes);
  const parameterTypes = prepared.parameterTypes.map(
    (type, index) => type || parse.parameterTypes[index] || oid.text,
  );
  return { prepared, parameterTypes, isEmpty: false };
}

/** The parameters of a Bind in text format. Throws 08P01 for a wrong number of them. */
export function bindValues(bind: Bind, { parameterTypes }: Statement): Value[] {
  const { values, statement } = bind;
  if (values.length !== parameterTypes.length) {
    throw mismatch(
      `bind message supplies ${values.length} parameters, but prepared statement ` +
        `"${statement}" requires ${parameterTypes.length}`,
    );
  }
  const formats = spread(bind.parameterFormats, { count: values.length, of: "parameters" });
  return values.map((bytes, index) => {
    if (bytes === null) return null;
    return formats[index] === 1 ? decodeBinary(parameterTypes[index] as number, bytes) : decodeText(bytes);
  });
}

/** One format a column. Throws 08P01 for a list of another length. */
export function bindFormats({ resultFormats }: Bind, { prepared }: Statement): readonly Format[] {
  return spread(resultFormats, { count: prepared.fields?.length ?? 0, of: "columns" });
}

/** The protocol writes no format for all text, and one for all the same. */
function spread(formats: readonly Format[], { count, of }: { count: number; of: string }): readonly Format[] {
  if (formats.length <= 1) return new Array<Format>(count).fill(formats[0] ?? 0);
  if (formats.length === count) return formats;
  throw mismatch(`bind message has ${formats.length} formats for ${count} ${of}`);
}

/** The message itself is well-formed, so the session goes on. */
function mismatch(message: string): SqlError {
  return new SqlError("08P01", message);
}
