import { SqlError } from "../../wire/database.ts";
import { readAuthorization } from "../copy/authorization.ts";
import { isAtEnd, readArgument, readCharacter, readNames, readSwitch } from "../copy/command-arguments.ts";
import { parseS3Address } from "../copy/s3-address.ts";
import { tokenize } from "../lexer.ts";
import { Cursor, unsupported } from "../syntax/cursor.ts";
import type { UnloadStatement } from "./unload-statement.ts";

const MB = 1 << 20;
const GB = 1 << 30;
const MIN_FILE_SIZE = 5 * MB;
const MAX_FILE_SIZE = 6.2 * GB;

/** Reads an option's argument; returns what it sets. */
type Option = (cursor: Cursor) => Partial<UnloadStatement>;

/** https://docs.aws.amazon.com/redshift/latest/dg/r_UNLOAD.html */
const OPTIONS = new Map<string, Option>([
  ["format", readFormat],
  ["csv", () => ({ format: "csv" })],
  ["parquet", () => ({ format: "parquet" })],
  ["json", () => ({ format: "json" })],
  ["partition", readPartitions],
  ["manifest", (cursor) => ({ manifest: cursor.accept("verbose") ? "verbose" : "plain" })],
  ["header", () => ({ header: true })],
  ["delimiter", (cursor) => ({ delimiter: readCharacter(cursor) })],
  ["addquotes", () => ({ addQuotes: true })],
  ["escape", () => ({ escape: true })],
  ["null", (cursor) => ({ nullText: readArgument(cursor) })],
  ["gzip", () => ({ compression: "gzip" })],
  ["zstd", () => ({ compression: "zstd" })],
  ["allowoverwrite", () => ({ allowOverwrite: true })],
  ["cleanpath", () => ({ cleanPath: true })],
  ["parallel", (cursor) => ({ parallel: readSwitch(cursor) })],
  ["maxfilesize", (cursor) => ({ maxFileSize: readFileSize(cursor) })],
  ["extension", (cursor) => ({ extension: readArgument(cursor) })],
  // Accepted without effect: where a bucket is, and how large a Parquet file's row groups are.
  ["region", (cursor) => without(readArgument(cursor))],
  ["rowgroupsize", (cursor) => without(readSize(cursor))],
]);

const FORMATS = ["csv", "parquet", "json"];
const UNSUPPORTED = new Set(["fixedwidth", "encrypted", "bzip2", "kms_key_id", "master_symmetric_key"]);

/** Reads an UNLOAD statement. Throws 42601 for what is none, 0A000 for an option that is not supported. */
export function parseUnload(sql: string): UnloadStatement {
  const cursor = new Cursor(sql);
  const unload = readTarget(cursor);
  let authorized = false;
  while (!isAtEnd(cursor)) {
    if (readAuthorization(cursor)) authorized = true;
    else Object.assign(unload, readOption(cursor));
  }
  if (!authorized) {
    const hint = "Give IAM_ROLE, CREDENTIALS, or ACCESS_KEY_ID and SECRET_ACCESS_KEY.";
    throw new SqlError("42601", "UNLOAD needs an authorization clause", { hint });
  }
  if (unload.allowOverwrite && unload.cleanPath) {
    throw new SqlError("42601", "CLEANPATH cannot be used together with ALLOWOVERWRITE");
  }
  checkFormat(unload);
  return unload;
}

function readTarget(cursor: Cursor): UnloadStatement {
  cursor.expect("unload", "(");
  const query = cursor.string();
  cursor.expect(")", "to");
  refuseLimit(query);
  return {
    query,
    destination: parseS3Address(cursor.string()),
    format: "delimited",
    compression: "none",
    partitionBy: [],
    include: false,
    manifest: "none",
    header: false,
    addQuotes: false,
    escape: false,
    nullText: "",
    allowOverwrite: false,
    cleanPath: false,
    parallel: true,
    maxFileSize: MAX_FILE_SIZE,
  };
}

/** https://docs.aws.amazon.com/redshift/latest/dg/r_UNLOAD.html#unload-usage-limit-clause */
function refuseLimit(query: string): void {
  let depth = 0;
  for (const { kind, value } of tokenize(query)) {
    if (kind === "operator" && value === "(") depth += 1;
    if (kind === "operator" && value === ")") depth -= 1;
    if (kind === "word" && value === "limit" && depth === 0) {
      throw new SqlError("0A000", "LIMIT clause is not supported in the outer select of UNLOAD");
    }
  }
}

function readOption(cursor: Cursor): Partial<UnloadStatement> {
  const { kind, value } = cursor.peek();
  const word = kind === "word" ? value : "";
  if (UNSUPPORTED.has(word)) throw cursor.unsupported(`UNLOAD option ${word.toUpperCase()}`);
  const option = OPTIONS.get(word);
  if (option === undefined) throw cursor.syntaxError();
  cursor.next();
  return option(cursor);
}

function readFormat(cursor: Cursor): Partial<UnloadStatement> {
  cursor.accept("as");
  if (!cursor.atAny(FORMATS)) throw cursor.syntaxError();
  return readOption(cursor);
}

/** An argument that sets nothing. */
function without(_argument: unknown): Partial<UnloadStatement> {
  return {};
}

function readPartitions(cursor: Cursor): Partial<UnloadStatement> {
  cursor.expect("by");
  return { partitionBy: readNames(cursor), include: cursor.accept("include") };
}

function readFileSize(cursor: Cursor): number {
  const size = readSize(cursor);
  if (size >= MIN_FILE_SIZE && size <= MAX_FILE_SIZE) return size;
  throw new SqlError("22023", "MAXFILESIZE must be between 5 MB and 6.2 GB");
}

function readSize(cursor: Cursor): number {
  cursor.accept("as");
  const token = cursor.next();
  const size = Number(token.value);
  if (token.kind !== "number" || Number.isNaN(size)) throw cursor.syntaxError(token);
  return size * (cursor.acceptAny(["mb", "gb"]) === "gb" ? GB : MB);
}

/** AWS lists what does not go with a format. */
function checkFormat(unload: UnloadStatement): void {
  const { format } = unload;
  const inText: [string, boolean][] = [
    ["DELIMITER", unload.delimiter !== undefined],
    ["ADDQUOTES", unload.addQuotes],
    ["ESCAPE", unload.escape],
    ["NULL AS", unload.nullText !== ""],
    ["HEADER", unload.header],
  ];
  const wrong = [
    ...(format === "json" || format === "parquet" ? inText : []),
    ...(format === "csv" ? inText.filter(([name]) => name === "ESCAPE") : []),
    ...(format === "parquet" ? [["GZIP and ZSTD", unload.compression !== "none"] as const] : []),
  ].find(([, given]) => given);
  if (wrong) throw unsupported(`UNLOAD option ${wrong[0]} with format ${format.toUpperCase()}`);
}
