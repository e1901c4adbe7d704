import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { type CopyBench, openCopyBench } from "../copy/copy-bench.ts";

/** What tests of UNLOAD have besides: the files that stand in the bucket. */
export interface UnloadBench extends CopyBench {
  /** Runs `unload ('<query>') to 's3://bucket/<prefix>' iam_role default <options>`. */
  unload(query: string, prefix: string, options?: string): Promise<void>;
  /** Keys under a prefix that ends at "/", in order. */
  keys(prefix: string): string[];
  text(key: string): string;
  /** Rows of a Parquet object, read by a reader that is not the engine's. */
  parquet(key: string): Promise<Record<string, unknown>[]>;
}

export async function openUnloadBench(): Promise<UnloadBench> {
  const bench = await openCopyBench();
  const pathOf = (key: string) => join(bench.folder, "bucket", key);
  return {
    ...bench,
    async unload(query, prefix, options = "") {
      const quoted = query.replaceAll("\\", "\\\\").replaceAll("'", "''");
      await bench.client.query(`unload ('${quoted}') to 's3://bucket/${prefix}' iam_role default ${options}`);
    },
    keys(prefix) {
      const names = readdirSync(pathOf(prefix), { recursive: true, encoding: "utf8" });
      return names.filter((name) => statSync(join(pathOf(prefix), name)).isFile()).sort();
    },
    text(key) {
      const bytes = readFileSync(pathOf(key));
      return (key.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
    },
    async parquet(key) {
      return parquetReadObjects({ file: await asyncBufferFromFile(pathOf(key)) });
    },
  };
}
