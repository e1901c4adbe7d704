import { concatenate, jsonFiles } from "./concatenate.ts";
import { eventFields, readerColumns, songFields, typedValue } from "./fields.ts";
import { runScript } from "./script.ts";
import { plainOrders, starStatements } from "./star.ts";

// What one writes who knows DuckDB: small files become one first, types are given, order does not matter. No
// transaction: DuckDB scans rows that are not committed yet with one thread only.
await runScript(async ({ bucket, warehouse, run }) => {
  const songs = `${warehouse}.songs.ndjson`;
  concatenate(jsonFiles(`${bucket}/song_data`), { into: songs });
  await run(
    "set preserve_insertion_order = false",
    `create table staging_events as
      select ${eventFields.map(typedValue).join(", ")}
      from read_json('${bucket}/log_data/*/*/*.json', format = 'newline_delimited', columns = ${readerColumns(eventFields)})`,
    `create table staging_songs as
      select ${songFields.map(typedValue).join(", ")}
      from read_json('${songs}', format = 'unstructured', columns = ${readerColumns(songFields)})`,
    ...starStatements(plainOrders),
  );
});
