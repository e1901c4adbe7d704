import type { Client } from "pg";
import { afterAll, beforeAll } from "vitest";
import { runChecks } from "../../job/src/run/checks.ts";
import { tables } from "../../job/src/run/create-tables.ts";
import { ofBoth, ofEvents } from "../../job/src/run/load-changes.ts";
import { sqlFolder } from "../../job/src/warehouse/sql-file.ts";
import { openSession, type Row } from "../../job/src/warehouse/warehouse.ts";
import { withTransaction } from "../../job/src/warehouse/with-transaction.ts";
import { startTestRedshift } from "./test-redshift.ts";
import type { TestRedshift } from "./track-clients.ts";

/** Values by column; a column that is left out is null. */
export type Given = Readonly<Record<string, string | number | null>>;

/** A play as the logs have it, for a test to change what it is about. */
export const play: Given = {
  page: "NextSong",
  auth: "Logged In",
  level: "free",
  ts: "2018-11-15 10:00:00",
  session_id: 1,
  item_in_session: 0,
  user_id: 7,
  first_name: "Lily",
  gender: "F",
  location: "Chicago-Naperville-Elgin, IL-IN-WI",
  user_agent: "Mozilla/5.0",
  song: "Setanta matins",
  artist: "Elena",
  length: 269.58,
};

/** A song as its file has it. */
export const song: Given = {
  song_id: "SO1",
  title: "Setanta matins",
  artist_id: "AR1",
  artist_name: "Elena",
  duration: 269.58,
  year: 0,
};

/** What a run finds in staging. */
export interface Staged {
  events?: readonly Given[];
  songs?: readonly Given[];
  /** Statements that break something, by the file of sql/star that they come after. */
  spoil?: { readonly [file in (typeof ofEvents)[number] | (typeof ofBoth)[number]]?: readonly string[] };
}

/** What breaks a warehouse: statements, then rows that are added. */
export interface Damage {
  sql?: readonly string[];
  insert?: readonly (readonly [table: string, row: Given])[];
}

/**
 * Given rows in staging, the star as sql/star makes it: in a local Redshift of the test file's own, through the
 * job's own session, a transaction a load, a connection a load (its temporary tables are the session's).
 */
export function scenario() {
  let redshift: TestRedshift;
  beforeAll(async () => {
    redshift = await startTestRedshift();
  });
  afterAll(() => redshift.close());

  async function withSession<T>(body: (client: Client) => Promise<T>): Promise<T> {
    const client = await redshift.connect();
    try {
      return await body(client);
    } finally {
      await client.end();
    }
  }
  /** Leaves the warehouse as it was. */
  const rolledBack = <T>(body: (client: Client) => Promise<T>): Promise<T> =>
    withSession(async (client) => {
      await client.query("begin");
      try {
        return await body(client);
      } finally {
        await client.query("rollback");
      }
    });
  const session = (client: Client) => openSession(client, { stop: new AbortController().signal, sqlFolder });
  const offendedIn = async (client: Client) => {
    const results = await runChecks(session(client), { sqlFolder, show: "values" });
    return results.filter(({ offendingRows }) => offendingRows > 0).map(({ name }) => name);
  };
  const fill = async (client: Client, { events = [], songs = [], spoil = {} }: Staged) => {
    await session(client).run("staging/empty");
    for (const row of events) await insert(client, "staging_events", row);
    for (const row of songs) await insert(client, "staging_songs", row);
    for (const file of [...ofEvents, ...ofBoth]) {
      await session(client).run(`star/${file}`);
      for (const statement of spoil[file] ?? []) await client.query(statement);
    }
  };

  return {
    /** Empties the warehouse. */
    clear: () =>
      withSession(async (client) => {
        await session(client).run("reset/drop");
        for (const table of tables) await session(client).run(`tables/${table}`);
      }),
    /** Loads what is given as a run does. */
    load: (staged: Staged) =>
      withSession((client) => withTransaction(session(client), () => fill(client, staged))),
    /** Loads what is given as a run does, and checks it as a run does; names of the checks that find rows. */
    check: (staged: Staged): Promise<string[]> =>
      rolledBack(async (client) => {
        await fill(client, staged);
        await client.query("create temp table touched_files (source varchar(16), key varchar(1024))");
        return await offendedIn(client);
      }),
    /** Names of the checks that find rows over the whole warehouse, once that is done to it. */
    offended: ({ sql = [], insert: added = [] }: Damage = {}): Promise<string[]> =>
      rolledBack(async (client) => {
        for (const statement of sql) await client.query(statement);
        for (const [table, row] of added) await insert(client, table, row);
        await session(client).run("touched/everything");
        return await offendedIn(client);
      }),
    rows: (query: string): Promise<Row[]> => withSession(async (client) => (await client.query(query)).rows),
  };
}

async function insert(client: Client, table: string, row: Given): Promise<void> {
  const columns = Object.keys(row);
  const marks = columns.map((_, index) => `$${index + 1}`);
  await client.query(
    `insert into ${table} (${columns.join(", ")}) values (${marks.join(", ")})`,
    Object.values(row),
  );
}
