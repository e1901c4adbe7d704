import type pg from "pg";

/** Every value as the server wrote it, NULL as null. */
const asText = { getTypeParser: () => (value: unknown) => value };

export type TextRow = (string | null)[];

/** The rows of a statement, values as text. */
export async function ask(client: pg.Client, sql: string, values: unknown[] = []): Promise<TextRow[]> {
  const query: pg.QueryArrayConfig = { text: sql, rowMode: "array", types: asText };
  if (values.length > 0) query.values = values;
  const { rows } = await client.query(query);
  return rows as TextRow[];
}

/** The one value of a statement. */
export async function askOne(
  client: pg.Client,
  sql: string,
  values: unknown[] = [],
): Promise<string | null | undefined> {
  return (await ask(client, sql, values))[0]?.[0];
}

/** The fault of a statement, as "SQLSTATE message". */
export async function fault(client: pg.Client, sql: string, values: unknown[] = []): Promise<string> {
  try {
    await ask(client, sql, values);
  } catch (error) {
    const { code, message } = error as pg.DatabaseError;
    return `${code} ${message}`;
  }
  return "no fault";
}

/** Result columns as "name oid typmod". */
export async function shape(client: pg.Client, sql: string): Promise<string[]> {
  const { fields } = await client.query(sql);
  return fields.map(({ name, dataTypeID, dataTypeModifier }) => `${name} ${dataTypeID} ${dataTypeModifier}`);
}
