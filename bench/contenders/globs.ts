import { eventFields, songFields, typedValue } from "./fields.ts";
import { runScript } from "./script.ts";
import { plainOrders, starStatements } from "./star.ts";

// What one writes first: DuckDB finds files and types by itself.
await runScript(async ({ bucket, run }) => {
  await run(
    `create table staging_events as
      select ${eventFields.map(typedValue).join(", ")}
      from read_json_auto('${bucket}/log_data/*/*/*.json')`,
    `create table staging_songs as
      select ${songFields.map(typedValue).join(", ")}
      from read_json_auto('${bucket}/song_data/*/*/*/*.json')`,
    ...starStatements(plainOrders),
  );
});
