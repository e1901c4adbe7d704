import { SqlError } from "../../wire/database.ts";
import type { JsonMapping } from "./json-source.ts";
import { parseJsonPathsFile } from "./jsonpaths.ts";
import type { Load } from "./load.ts";
import { formatS3Address } from "./s3-address.ts";
import { readObject } from "./source-files.ts";

/** Column by column: the paths of the jsonpaths file, or the columns' own names. */
export async function jsonMapping(load: Load): Promise<JsonMapping> {
  const { json } = load.copy;
  const names = { paths: load.columns.map(({ name }) => [name]), ignoreCase: json === "auto ignorecase" };
  if (typeof json === "string") return names;
  const text = await readObject(json, { storage: load.context.storage, folder: load.folder });
  const paths = parseJsonPathsFile(text, formatS3Address(json));
  if (paths === undefined) return names;
  if (paths.length === load.columns.length) return { paths, ignoreCase: false };
  throw new SqlError(
    "XX000",
    `Number of jsonpaths and the number of columns should match. JSONPath size: ${paths.length}, ` +
      `Number of columns in table or column list: ${load.columns.length}`,
  );
}
