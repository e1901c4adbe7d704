import { checks } from "./checks.ts";
import { concatenate, jsonFiles } from "./concatenate.ts";
import { eventFields, readerColumns, songFields, testedValue } from "./fields.ts";
import { runScript } from "./script.ts";
import { starStatements, totalOrders } from "./star.ts";
import { writeLedger } from "./write-ledger.ts";

// The expert's script with what our run guarantees: every value is tested as text before it is converted, the best
// row wins by a total order, a play that came twice is found, files are noted in a ledger, and the same checks are
// made before the commit.
await runScript(async ({ bucket, warehouse, connection, run }) => {
  const songs = `${warehouse}.songs.ndjson`;
  const ledger = `${warehouse}.ledger.ndjson`;
  const songFiles = jsonFiles(`${bucket}/song_data`);
  concatenate(songFiles, { into: songs });
  writeLedger([...songFiles, ...jsonFiles(`${bucket}/log_data`)], { into: ledger });
  await run(
    "set preserve_insertion_order = false",
    "begin",
    `create table staging_events as
      select ${eventFields.map(testedValue).join(", ")}
      from read_json('${bucket}/log_data/*/*/*.json', format = 'newline_delimited', columns = ${readerColumns(eventFields, "VARCHAR")})`,
    `create table staging_songs as
      select ${songFields.map(testedValue).join(", ")}
      from read_json('${songs}', format = 'unstructured', columns = ${readerColumns(songFields, "VARCHAR")})`,
    `create temp table contested as
      select session_id, item_in_session from staging_events where page = 'NextSong'
      group by session_id, item_in_session having count(*) > 1`,
    `select error('plays came twice: they must be settled first') from contested`,
    ...starStatements(totalOrders),
    `create table etl_files as
      select * from read_json('${ledger}', columns = {key: 'VARCHAR', etag: 'VARCHAR', size: 'BIGINT'})`,
  );
  for (const [name, query] of Object.entries(checks)) {
    const [row] = (await connection.runAndReadAll(`select count(*) from (${query})`)).getRows();
    if (Number(row?.[0]) > 0) throw new Error(`check ${name} failed`);
  }
  await run("commit");
});
