/** A field of the source: the staging column it fills, and its type as DuckDB has it. */
export interface Field {
  key: string;
  column: string;
  type: "VARCHAR" | "INTEGER" | "BIGINT" | "DOUBLE";
  /** Longest text, in bytes, that our tables take. */
  bytes?: number;
}

const text = (column: string, bytes: number, key = column): Field => ({
  key,
  column,
  type: "VARCHAR",
  bytes,
});
const number = (column: string, type: Field["type"], key = column): Field => ({ key, column, type });

/** The log files'. */
export const eventFields: readonly Field[] = [
  text("artist", 512),
  text("auth", 32),
  text("first_name", 128, "firstName"),
  text("gender", 8),
  number("item_in_session", "INTEGER", "itemInSession"),
  text("last_name", 128, "lastName"),
  number("length", "DOUBLE"),
  text("level", 16),
  text("location", 256),
  text("method", 8),
  text("page", 64),
  number("registration", "DOUBLE"),
  number("session_id", "INTEGER", "sessionId"),
  text("song", 512),
  number("status", "INTEGER"),
  number("ts", "BIGINT"),
  text("user_agent", 512, "userAgent"),
  text("user_id", 11, "userId"),
];

/** The song files'. */
export const songFields: readonly Field[] = [
  number("num_songs", "INTEGER"),
  text("artist_id", 32),
  number("artist_latitude", "DOUBLE"),
  number("artist_longitude", "DOUBLE"),
  text("artist_location", 512),
  text("artist_name", 512),
  text("song_id", 32),
  text("title", 512),
  number("duration", "DOUBLE"),
  number("year", "INTEGER"),
];

/** `{key: 'TYPE', …}` for read_json, every type replaced by `as` if that is given. */
export function readerColumns(fields: readonly Field[], as?: "VARCHAR"): string {
  return `{${fields.map(({ key, type }) => `"${key}": '${as ?? type}'`).join(", ")}}`;
}

/** The staged value of a field read as its own type: ts becomes a moment, the user's id a number. */
export function typedValue({ key, column }: Field): string {
  if (column === "ts") return "make_timestamp(ts * 1000) as ts";
  if (column === "user_id") return `nullif("userId", '')::integer as user_id`;
  return `"${key}" as ${column}`;
}

/** The staged value of a field read as text; a text that is none of its type ends the statement. */
export function testedValue({ key, column, type, bytes }: Field): string {
  const field = `"${key}"`;
  const tested = (test: string, value: string) =>
    `case when ${test} then ${value} when ${field} is null then null else error('${column}') end as ${column}`;
  const whole = (kind: string) =>
    `regexp_full_match(${field}, '-?[0-9]+') and try_cast(${field} as ${kind}) is not null`;
  if (column === "ts") return tested(whole("BIGINT"), `make_timestamp(${field}::bigint * 1000)`);
  if (column === "user_id") {
    return `case when ${field} = '' then null when ${whole("INTEGER")} then ${field}::integer when ${field} is null then null else error('user_id') end as user_id`;
  }
  if (type === "VARCHAR") return tested(`strlen(${field}) <= ${bytes}`, field);
  if (type === "DOUBLE") {
    return tested(`regexp_full_match(${field}, '-?[0-9.]+([eE][-+]?[0-9]+)?')`, `${field}::double`);
  }
  return tested(whole(type), `${field}::${type}`);
}
