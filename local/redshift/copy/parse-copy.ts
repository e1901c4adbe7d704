import { SqlError } from "../../wire/database.ts";
import { Cursor, unsupported } from "../syntax/cursor.ts";
import { readAuthorization } from "./authorization.ts";
import {
  isAtEnd,
  readArgument,
  readCharacter,
  readCount,
  readNames,
  readQualifiedName,
  readSwitch,
} from "./command-arguments.ts";
import type { CopyStatement } from "./copy-statement.ts";
import { parseS3Address } from "./s3-address.ts";

const MAX_MAXERROR = 100_000;

type Option = (statement: CopyStatement, cursor: Cursor) => void;

/** https://docs.aws.amazon.com/redshift/latest/dg/r_COPY-parameters.html */
const OPTIONS = new Map<string, Option>([
  ["manifest", (copy) => set(copy, { manifest: true })],
  ["gzip", (copy) => set(copy, { compression: "gzip" })],
  ["zstd", (copy) => set(copy, { compression: "zstd" })],
  ["noload", (copy) => set(copy, { noLoad: true })],
  ["explicit_ids", (copy) => set(copy, { explicitIds: true })],
  ["ignoreallerrors", (copy) => set(copy, { maxError: Number.MAX_SAFE_INTEGER })],
  ["maxerror", (copy, cursor) => set(copy, { maxError: readMaxError(cursor) })],
  ["csv", (copy) => set(copy, { format: "csv" })],
  ["parquet", (copy) => set(copy, { format: "parquet" })],
  ["json", readJson],
  ["format", readFormat],
  ["truncatecolumns", (copy) => set(copy.conversion, { truncateColumns: true })],
  ["blanksasnull", (copy) => set(copy.conversion, { blanksAsNull: true })],
  ["emptyasnull", (copy) => set(copy.conversion, { emptyAsNull: true })],
  ["roundec", (copy) => set(copy.conversion, { roundDecimals: true })],
  ["timeformat", (copy, cursor) => set(copy.conversion, { timeFormat: readArgument(cursor) })],
  ["dateformat", (copy, cursor) => set(copy.conversion, { dateFormat: readArgument(cursor) })],
  ["acceptinvchars", readReplacement],
  ["delimiter", (copy, cursor) => set(copy.layout, { delimiter: readCharacter(cursor) })],
  ["quote", (copy, cursor) => set(copy.layout, { quote: readCharacter(cursor) })],
  ["null", (copy, cursor) => set(copy.layout, { nullText: readArgument(cursor) })],
  ["escape", (copy) => set(copy.layout, { escape: true })],
  ["removequotes", (copy) => set(copy.layout, { removeQuotes: true })],
  ["trimblanks", (copy) => set(copy.layout, { trimBlanks: true })],
  ["fillrecord", (copy) => set(copy.layout, { fillRecord: true })],
  ["ignoreblanklines", (copy) => set(copy.layout, { ignoreBlankLines: true })],
  ["ignoreheader", (copy, cursor) => set(copy.layout, { headerLines: readCount(cursor) })],
  // Accepted without effect: where a bucket is, how columns are compressed and when statistics are made.
  ["region", (_, cursor) => void readArgument(cursor)],
  ["comprows", (_, cursor) => void readCount(cursor)],
  ["compupdate", (_, cursor) => void (cursor.accept("preset") || readSwitch(cursor))],
  ["statupdate", (_, cursor) => void readSwitch(cursor)],
  ["encoding", readEncoding],
]);

const FORMATS = "csv json parquet avro fixedwidth orc rcfile sequencefile shapefile".split(" ");

const UNSUPPORTED = new Set([
  ...["acceptanydate", "avro", "bzip2", "encrypted", "fixedwidth", "job", "lzop", "orc", "rcfile"],
  ...["master_symmetric_key", "readratio", "sequencefile", "serializetojson", "shapefile", "ssh"],
]);

/** Reads a COPY statement. Throws 42601 for what is none, 0A000 for an option that is not supported. */
export function parseCopy(sql: string): CopyStatement {
  const cursor = new Cursor(sql);
  cursor.expect("copy");
  const copy = readTarget(cursor);
  let authorized = false;
  while (!isAtEnd(cursor)) {
    if (readAuthorization(cursor)) authorized = true;
    else readOption(copy, cursor);
  }
  if (!authorized) {
    const hint = "Give IAM_ROLE, CREDENTIALS, or ACCESS_KEY_ID and SECRET_ACCESS_KEY.";
    throw new SqlError("42601", "COPY needs an authorization clause", { hint });
  }
  checkFormat(copy);
  return copy;
}

function readTarget(cursor: Cursor): CopyStatement {
  const table = readQualifiedName(cursor);
  const columns = cursor.at("(") ? readNames(cursor) : undefined;
  cursor.expect("from");
  return {
    table,
    ...(columns && { columns }),
    source: parseS3Address(cursor.string()),
    manifest: false,
    format: "delimited",
    json: "auto",
    compression: "none",
    maxError: 0,
    noLoad: false,
    explicitIds: false,
    conversion: {
      truncateColumns: false,
      blanksAsNull: false,
      emptyAsNull: false,
      roundDecimals: false,
    },
    layout: {
      quote: '"',
      escape: false,
      removeQuotes: false,
      trimBlanks: false,
      fillRecord: false,
      ignoreBlankLines: false,
      headerLines: 0,
    },
  };
}

function readOption(copy: CopyStatement, cursor: Cursor): void {
  const { kind, value } = cursor.peek();
  const word = kind === "word" ? value : "";
  if (UNSUPPORTED.has(word)) throw cursor.unsupported(`COPY option ${word.toUpperCase()}`);
  const option = OPTIONS.get(word);
  if (option === undefined) throw cursor.syntaxError();
  cursor.next();
  option(copy, cursor);
}

function readFormat(copy: CopyStatement, cursor: Cursor): void {
  cursor.accept("as");
  if (!cursor.atAny(FORMATS)) throw cursor.syntaxError();
  readOption(copy, cursor);
}

/** `JSON [[AS] 'auto']`; the words 'auto' and 'auto ignorecase' are case-sensitive, as AWS says. */
function readJson(copy: CopyStatement, cursor: Cursor): void {
  const how = hasArgument(cursor) ? readArgument(cursor) : "auto";
  if (how === "noshred") throw unsupported("COPY JSON 'noshred'");
  const json = how === "auto" || how === "auto ignorecase" ? how : parseS3Address(how);
  set(copy, { format: "json", json });
}

function readMaxError(cursor: Cursor): number {
  const count = readCount(cursor);
  if (count <= MAX_MAXERROR) return count;
  throw new SqlError("22023", `MAXERROR must be between 0 and ${MAX_MAXERROR}`);
}

function readReplacement(copy: CopyStatement, cursor: Cursor): void {
  const replacement = cursor.at("as") || cursor.peek().kind === "string" ? readCharacter(cursor) : "?";
  set(copy.conversion, { replacement });
}

function hasArgument(cursor: Cursor): boolean {
  return cursor.at("as") || cursor.peek().kind === "string";
}

function readEncoding(_: CopyStatement, cursor: Cursor): void {
  cursor.accept("as");
  const encoding = cursor.next().value;
  if (encoding.toLowerCase() !== "utf8") throw unsupported(`COPY encoding ${encoding}`);
}

/** AWS lists what does not go with a format; we say so rather than pass it over. */
function checkFormat(copy: CopyStatement): void {
  const { layout, format, conversion } = copy;
  const inLines: [string, boolean][] = [
    ["DELIMITER", layout.delimiter !== undefined],
    ["NULL AS", layout.nullText !== undefined],
    ["ESCAPE", layout.escape],
    ["REMOVEQUOTES", layout.removeQuotes],
    ["FILLRECORD", layout.fillRecord],
    ["IGNOREBLANKLINES", layout.ignoreBlankLines],
    ["TRIMBLANKS", layout.trimBlanks],
    ["IGNOREHEADER", layout.headerLines > 0],
  ];
  const inCsv = new Set(["ESCAPE", "REMOVEQUOTES"]);
  const inText: [string, boolean][] = [
    ["MAXERROR", copy.maxError > 0],
    ["NOLOAD", copy.noLoad],
    ["GZIP and ZSTD", copy.compression !== "none"],
    ["TIMEFORMAT and DATEFORMAT", (conversion.timeFormat ?? conversion.dateFormat) !== undefined],
    ["ACCEPTINVCHARS", conversion.replacement !== undefined],
    ["ROUNDEC", conversion.roundDecimals],
  ];
  const wrong = [
    ...(format === "json" || format === "parquet" ? inLines : []),
    ...(format === "csv" ? inLines.filter(([name]) => inCsv.has(name)) : []),
    ...(format === "parquet" ? inText : []),
  ].find(([, given]) => given);
  if (wrong) throw unsupported(`COPY option ${wrong[0]} with format ${format.toUpperCase()}`);
}

function set<Part extends object>(part: Part, values: Partial<Part>): void {
  Object.assign(part, values);
}
