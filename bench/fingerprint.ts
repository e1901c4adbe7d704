import { DuckDBInstance } from "@duckdb/node-api";

/** The star's tables and all their columns. */
export const starColumns = {
  songplays: [
    "songplay_id",
    "start_time",
    "user_id",
    "level",
    "song_id",
    "artist_id",
    "session_id",
    "location",
    "user_agent",
    "item_in_session",
    "song_title",
    "artist_name",
    "length",
  ],
  users: [
    "user_id",
    "first_name",
    "last_name",
    "gender",
    "level",
    "last_event_at",
    "last_session_id",
    "last_item_in_session",
  ],
  songs: ["song_id", "title", "artist_id", "year", "duration", "artist_name"],
  artists: ["artist_id", "name", "location", "latitude", "longitude"],
  time: ["start_time", "hour", "day", "week", "month", "year", "weekday"],
} as const;

export type StarTable = keyof typeof starColumns;

/** What a table holds, whatever the order of its rows. */
interface TableFingerprint {
  rows: number;
  /** Sum of the rows' hashes, each over the values as text. */
  hash: string;
}

export type Fingerprint = Record<StarTable, TableFingerprint>;

/** Fingerprint of the star in a DuckDB file, in whichever schema its tables are. Nothing else may have it open. */
export async function fingerprintOf(warehouse: string): Promise<Fingerprint> {
  const instance = await DuckDBInstance.create(warehouse, { access_mode: "READ_ONLY" });
  try {
    const connection = await instance.connect();
    const found = await connection.runAndReadAll(
      "select table_name, schema_name from duckdb_tables() where not temporary",
    );
    const schemas = new Map(found.getRows().map(([table, schema]) => [String(table), String(schema)]));
    const entries: [string, TableFingerprint][] = [];
    for (const [table, columns] of Object.entries(starColumns)) {
      const texts = columns.map((column) => `coalesce(${column}::varchar, '\u2400')`).join(", ");
      const [row] = (
        await connection.runAndReadAll(
          `select count(*), sum(hash(concat_ws('\u241f', ${texts})))::varchar from "${schemas.get(table)}".${table}`,
        )
      ).getRows();
      entries.push([table, { rows: Number(row?.[0]), hash: String(row?.[1]) }]);
    }
    connection.closeSync();
    return Object.fromEntries(entries) as Fingerprint;
  } finally {
    instance.closeSync();
  }
}

/** The tables in which two stars differ, each with both counts. */
export function differences(one: Fingerprint, other: Fingerprint): string[] {
  return (Object.keys(starColumns) as StarTable[])
    .filter((table) => one[table].rows !== other[table].rows || one[table].hash !== other[table].hash)
    .map((table) => `${table} (${one[table].rows} and ${other[table].rows} rows)`);
}
