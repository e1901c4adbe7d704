import { readFileSync } from "node:fs";
import { jsonFiles } from "./concatenate.ts";
import { eventFields, readerColumns, songFields, typedValue } from "./fields.ts";
import { runScript } from "./script.ts";

// The least there is to do: every file is read once, and DuckDB parses the same bytes, in two files that were made
// before, into typed tables. No star.
await runScript(async ({ bucket, run }) => {
  for (const file of jsonFiles(bucket)) readFileSync(file);
  await run(
    "set preserve_insertion_order = false",
    `create table staging_events as
      select ${eventFields.map(typedValue).join(", ")}
      from read_json('${bucket}/../events.ndjson', format = 'newline_delimited', columns = ${readerColumns(eventFields)})`,
    `create table staging_songs as
      select ${songFields.map(typedValue).join(", ")}
      from read_json('${bucket}/../songs.ndjson', format = 'unstructured', columns = ${readerColumns(songFields)})`,
  );
});
