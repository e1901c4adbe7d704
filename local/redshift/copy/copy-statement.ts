import type { QualifiedName } from "../context.ts";
import type { S3Address } from "./s3-address.ts";

/** What a COPY statement says, with AWS's defaults for what it does not say. */
export interface CopyStatement {
  table: QualifiedName;
  columns?: string[];
  source: S3Address;
  manifest: boolean;
  format: "delimited" | "csv" | "json" | "parquet";
  /** How JSON records become rows: by name, by name in any case, or by a file of jsonpaths. */
  json: "auto" | "auto ignorecase" | S3Address;
  compression: "none" | "gzip" | "zstd";
  /** The load fails when this many rows are refused; 0 and 1 are the same. */
  maxError: number;
  noLoad: boolean;
  explicitIds: boolean;
  conversion: Conversion;
  layout: DelimitedLayout;
}

/** https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-conversion.html */
export interface Conversion {
  timeFormat?: string;
  dateFormat?: string;
  truncateColumns: boolean;
  blanksAsNull: boolean;
  emptyAsNull: boolean;
  /** Rounds a number to its column's scale, in place of cutting it. */
  roundDecimals: boolean;
  /** ASCII character that stands in for each byte that is not UTF-8 (ACCEPTINVCHARS). */
  replacement?: string;
}

/** How fields stand in a line of delimited text or CSV. */
interface DelimitedLayout {
  delimiter?: string;
  /** Text that means NULL. */
  nullText?: string;
  quote: string;
  escape: boolean;
  removeQuotes: boolean;
  trimBlanks: boolean;
  /** Missing last fields are NULL or empty. */
  fillRecord: boolean;
  ignoreBlankLines: boolean;
  /** Lines at a file's start that are not read. */
  headerLines: number;
}
