import type { S3Address } from "../copy/s3-address.ts";

/** What an UNLOAD statement says, with AWS's defaults for what it does not say. */
export interface UnloadStatement {
  query: string;
  /** The key is the start of every file's. */
  destination: S3Address;
  format: "delimited" | "csv" | "json" | "parquet";
  compression: "none" | "gzip" | "zstd";
  partitionBy: string[];
  /** Leaves the partition columns in the files. */
  include: boolean;
  manifest: "none" | "plain" | "verbose";
  header: boolean;
  delimiter?: string;
  addQuotes: boolean;
  escape: boolean;
  nullText: string;
  allowOverwrite: boolean;
  /** Removes what is in the way first. */
  cleanPath: boolean;
  parallel: boolean;
  /** Bytes. */
  maxFileSize: number;
  /** Of the files' names, in place of the format's own. */
  extension?: string;
}
