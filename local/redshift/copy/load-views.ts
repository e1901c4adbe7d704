import type { StoredFile } from "../../engine/storage.ts";
import type { Value } from "../../wire/database.ts";
import type { SystemView } from "../context.ts";
import type { Type } from "../types/type.ts";
import type { Fault } from "./fault.ts";
import type { LoadHistory, LoadRecord, UnloadRecord } from "./load-history.ts";
import { formatS3Address } from "./s3-address.ts";

const int4: Type = { kind: "int4" };
const int8: Type = { kind: "int8" };
const text: Type = { kind: "varchar", length: 65535 };
const timestamp: Type = { kind: "timestamp" };
const char = (length: number): Type => ({ kind: "char", length });

/** A column, with how a record fills it. */
type ViewColumn<Source> = readonly [
  name: string,
  type: Type,
  value: (source: Source) => string | number | Date | undefined,
];

/** The one user of the stand-in, a superuser. */
const USER_ID = 100;

/** The system views of COPY and UNLOAD, with AWS's columns. */
export function loadViews(history: LoadHistory): SystemView[] {
  return [
    view("sys_load_history", LOAD_HISTORY, () => history.loads),
    view("sys_load_detail", LOAD_DETAIL, () => history.loads.flatMap(filesOf)),
    view("sys_load_error_detail", LOAD_ERROR_DETAIL, () => history.loads.flatMap(faultsOf)),
    view("stl_load_errors", STL_LOAD_ERRORS, () => history.loads.flatMap(faultsOf)),
    view("sys_unload_history", UNLOAD_HISTORY, () => history.unloads),
  ];
}

type LoadFile = { load: LoadRecord; file: StoredFile; records: number };
type LoadFault = { load: LoadRecord; fault: Fault };

function filesOf(load: LoadRecord): LoadFile[] {
  return [...load.files].map(([file, records]) => ({ load, file, records }));
}

function faultsOf(load: LoadRecord): LoadFault[] {
  return load.faults.map((fault) => ({ load, fault }));
}

function command(): ViewColumn<LoadRecord | UnloadRecord>[] {
  return [
    ["user_id", int4, () => USER_ID],
    ["query_id", int8, (record) => record.queryId],
    ["transaction_id", int8, (record) => record.transactionId],
    ["session_id", int4, (record) => record.sessionId],
    ["database_name", text, (record) => record.database],
    ["status", text, (record) => record.status],
  ];
}

function times(): ViewColumn<LoadRecord | UnloadRecord>[] {
  return [
    ["start_time", timestamp, (record) => began(record)],
    ["end_time", timestamp, (record) => record.finishedAt],
    ["duration", int8, ({ startedAt, finishedAt }) => finishedAt && 1000 * (+finishedAt - +startedAt)],
  ];
}

/** https://docs.aws.amazon.com/redshift/latest/dg/SYS_LOAD_HISTORY.html */
const LOAD_HISTORY: ViewColumn<LoadRecord>[] = [
  ...command(),
  ["table_name", text, ({ table }) => table.name],
  ...times(),
  ["data_source", text, ({ source }) => source],
  ["file_format", text, ({ format }) => format],
  ["loaded_rows", int8, ({ rows }) => rows],
  ["loaded_bytes", int8, (load) => bytesOf(load)],
  ["source_file_count", int4, ({ files }) => files.size],
  ["source_file_bytes", int8, (load) => bytesOf(load)],
  ["file_count_scanned", int4, ({ files }) => files.size],
  ["file_bytes_scanned", int8, (load) => bytesOf(load)],
  ["error_count", int8, ({ faults }) => faults.length],
  ["copy_job_id", int8, () => undefined],
];

/** https://docs.aws.amazon.com/redshift/latest/dg/SYS_LOAD_DETAIL.html */
const LOAD_DETAIL: ViewColumn<LoadFile>[] = [
  ["user_id", int4, () => USER_ID],
  ["query_id", int8, ({ load }) => load.queryId],
  ["file_name", char(256), ({ file }) => formatS3Address(file)],
  ["bytes_scanned", int8, ({ file }) => file.size],
  ["lines_scanned", int8, ({ records }) => records],
  ["record_time", timestamp, ({ load }) => load.finishedAt ?? began(load)],
  ["splits_scanned", int4, () => 1],
  ["start_time", timestamp, ({ load }) => began(load)],
  ["end_time", timestamp, ({ load }) => load.finishedAt],
  ["file_etag", char(256), ({ file }) => file.etag],
  ["file_last_modified", timestamp, ({ file }) => file.lastModified],
];

/** https://docs.aws.amazon.com/redshift/latest/dg/SYS_LOAD_ERROR_DETAIL.html */
const LOAD_ERROR_DETAIL: ViewColumn<LoadFault>[] = [
  ["user_id", int4, () => USER_ID],
  ["query_id", int8, ({ load }) => load.queryId],
  ["transaction_id", int8, ({ load }) => load.transactionId],
  ["session_id", int4, ({ load }) => load.sessionId],
  ["database_name", char(64), ({ load }) => load.database],
  ["table_id", int4, ({ load }) => load.table.oid],
  ["start_time", timestamp, ({ load }) => began(load)],
  ["file_name", char(256), ({ fault }) => formatS3Address(fault.file)],
  ["line_number", int8, ({ fault }) => fault.line],
  ["column_name", char(127), ({ fault }) => fault.column?.name ?? ""],
  ["column_type", char(10), ({ fault }) => fault.column?.type.kind ?? ""],
  ["column_length", char(10), columnLength],
  ["position", int4, () => 0],
  ["error_code", int4, ({ fault }) => fault.code],
  ["error_message", char(512), ({ fault }) => fault.message],
];

/** https://docs.aws.amazon.com/redshift/latest/dg/r_STL_LOAD_ERRORS.html */
const STL_LOAD_ERRORS: ViewColumn<LoadFault>[] = [
  ["userid", int4, () => USER_ID],
  ["slice", int4, () => 0],
  ["tbl", int4, ({ load }) => load.table.oid],
  ["starttime", timestamp, ({ load }) => began(load)],
  ["session", int4, ({ load }) => load.sessionId],
  ["query", int4, ({ load }) => load.queryId],
  ["filename", char(256), ({ fault }) => formatS3Address(fault.file)],
  ["line_number", int8, ({ fault }) => fault.line],
  ["colname", char(127), ({ fault }) => fault.column?.name ?? ""],
  ["type", char(10), ({ fault }) => fault.column?.type.kind ?? ""],
  ["col_length", char(10), columnLength],
  ["position", int4, () => 0],
  ["raw_line", char(1024), ({ fault }) => fault.record],
  ["raw_field_value", char(1024), ({ fault }) => fault.value],
  ["err_code", int4, ({ fault }) => fault.code],
  ["err_reason", char(100), ({ fault }) => fault.message],
  ["is_partial", int4, () => 0],
  ["start_offset", int8, () => 0],
  ["copy_job_id", int8, () => undefined],
];

/** https://docs.aws.amazon.com/redshift/latest/dg/SYS_UNLOAD_HISTORY.html */
const UNLOAD_HISTORY: ViewColumn<UnloadRecord>[] = [
  ...command(),
  ...times(),
  ["file_format", text, ({ format }) => format],
  ["compression_type", text, ({ compression }) => compression],
  ["unloaded_location", text, ({ destination }) => destination],
  ["unloaded_rows", int8, ({ rows }) => rows],
  ["unloaded_files_count", int8, ({ files }) => files],
  ["unloaded_files_size", int8, ({ size }) => size],
  ["error_message", text, ({ error }) => error],
];

/** To the end of the millisecond: what began after a moment that getdate() gave must not seem to lie before it. */
function began({ startedAt }: LoadRecord | UnloadRecord): string {
  return `${timestampText(startedAt)}999`;
}

function timestampText(date: Date): string {
  return date.toISOString().replace("T", " ").replace("Z", "");
}

function bytesOf({ files }: LoadRecord): number {
  return [...files.keys()].reduce((bytes, { size }) => bytes + size, 0);
}

function columnLength({ fault: { column } }: LoadFault): string {
  if (column?.type.kind === "numeric") return `${column.type.precision}, ${column.type.scale}`;
  return column && "length" in column.type ? String(column.type.length) : "0";
}

function view<Source>(
  name: string,
  columns: readonly ViewColumn<Source>[],
  sources: () => readonly Source[],
): SystemView {
  return {
    schema: "pg_catalog",
    name,
    columns: columns.map(([column, type]) => ({ name: column, type })),
    rows: () => sources().map((source) => columns.map(([, type, value]) => format(value(source), type))),
  };
}

function format(value: string | number | Date | undefined, type: Type): Value {
  if (value === undefined) return null;
  if (value instanceof Date) return timestampText(value);
  return type.kind === "char" ? cut(String(value), type.length ?? 0) : String(value);
}

/** The views' CHAR columns end after so many bytes, at a whole character. */
function cut(value: string, length: number): string {
  const bytes = Buffer.from(value.replaceAll("\0", ""));
  if (bytes.length <= length) return bytes.toString("utf8");
  return bytes.toString("utf8", 0, length).replace(/\ufffd+$/, "");
}
