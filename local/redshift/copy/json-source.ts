import type { Column } from "../catalog/table.ts";
import type { CopyStatement } from "./copy-statement.ts";
import type { JsonPath } from "./jsonpaths.ts";

/** Why a record is refused as a whole. */
export type RecordFault = "not an object" | "repeated name" | "no such element";

/** COPY's limit on one JSON object or array, in bytes. */
export const MAX_RECORD_BYTES = 4_194_304;

/** The reader's column with the path of a record's file, named as no member is likely to be. */
export const FILE_COLUMN = "//file";

/** A file under the name that the engine opens it by. */
export interface LocalFile {
  path: string;
}

export interface ReadOptions {
  compression: CopyStatement["compression"];
  /** One record a line, read by all threads; or records anywhere, read by one thread a file. */
  layout: "lines" | "anywhere";
}

/** SQL for the records of some files and for each field in them, in the order of the paths. */
export interface FieldSource {
  from: string;
  fields: readonly Field[];
  /** No survey has ruled a NUL out. */
  mayHoldNul: boolean;
  /** The RecordFault of a record whose form is wrong, else NULL; undefined where such ones cannot be read. */
  fault?: string;
}

/** SQL for a field of a record. */
export interface Field {
  /** Its text, NULL where there is none. */
  sql: string;
  /** The JSON that the text is of, where it is at hand: a number stands in it as it is. */
  json?: string | undefined;
}

/** Where the columns' values stand in a record, in the columns' order. */
export interface JsonMapping {
  paths: readonly JsonPath[];
  /** Members of the root go by their names in any case. */
  ignoreCase: boolean;
}

/**
 * Records as fields for columns. Members of the root are read as columns of the reader's own, the engine's fastest
 * way; deeper paths and elements go through the whole record.
 */
export function fieldSource(
  files: readonly LocalFile[],
  { mapping, columns }: { mapping: JsonMapping; columns: readonly Column[] },
  options: ReadOptions,
): FieldSource {
  const names = mapping.paths.map((path) => (path.length === 1 ? path[0] : undefined));
  const distinct = new Set(names);
  const folded = new Set(names.map((name) => String(name).toLowerCase()));
  // The engine cannot tell columns apart by case.
  const apart = folded.size === distinct.size;
  if (mapping.ignoreCase || !apart || names.some((name) => typeof name !== "string")) {
    const source = recordFields(recordSource(files, options), { record: "json", mapping });
    return { ...source, mayHoldNul: false };
  }
  // Where nobody but a column of floats reads a member, it is read as JSON: the engine takes longer to write such a
  // number as text than to read it.
  const asText = new Set(names.filter((_, index) => !isFloat(columns[index])));
  const read = [...distinct].map(
    (name) => `${literal(String(name))}: '${asText.has(name) ? "VARCHAR" : "JSON"}'`,
  );
  return {
    from: `read_json(${fileList(files)}, columns = {${read.join(", ")}}, records = true, ${readerOptions(options)})`,
    fields: names.map((name) => {
      const member = identifier(String(name));
      if (asText.has(name)) return { sql: member };
      return { sql: `json_extract_string(${member}, '$')`, json: `${member}::varchar` };
    }),
    mayHoldNul: false,
  };
}

function isFloat(column: Column | undefined): boolean {
  return column?.type.kind === "float4" || column?.type.kind === "float8";
}

/** Whole records as text in column "json", with FILE_COLUMN. */
export function recordSource(files: readonly LocalFile[], options: ReadOptions): string {
  return `read_json_objects(${fileList(files)}, ${readerOptions(options)})`;
}

/** Fields of records that stand as JSON in a column. */
export function recordFields(
  from: string,
  { record, mapping: { paths, ignoreCase } }: { record: string; mapping: JsonMapping },
): FieldSource {
  const pointers = paths.map((path) => literal(pointer(path))).join(", ");
  const fields = ignoreCase
    ? `[${paths.map(([name]) => memberInAnyCase(record, String(name))).join(", ")}]`
    : `json_extract_string(${record}, [${pointers}])`;
  return {
    from: `(select *, ${fields} as fields from ${from})`,
    fields: paths.map((_, index) => ({ sql: `fields[${index + 1}]` })),
    mayHoldNul: true,
    fault: recordFault(record, paths),
  };
}

function memberInAnyCase(record: string, name: string): string {
  const names = `list_filter(json_keys(${record}), lambda name: lower(name) = ${literal(name)})`;
  const escaped = `replace(replace(${names}[1], '~', '~0'), '/', '~1')`;
  return `json_extract_string(${record}, '/' || ${escaped})`;
}

/**
 * Faults of a record as a whole: members need an object, elements an array that has them, and which of two members
 * of one name is meant cannot be known (the engine's fast reader refuses them as well).
 */
function recordFault(record: string, paths: readonly JsonPath[]): string {
  const names = paths.flatMap(([root]) => (typeof root === "string" ? [literal(root)] : []));
  const elements = paths.filter((path) => path.some((step) => typeof step === "number"));
  const wanted = `list_filter(json_keys(${record}), lambda name: name in (${names.join(", ")}))`;
  const cases = [
    ...(names.length > 0
      ? [
          [`json_type(${record}) <> 'OBJECT'`, "not an object"],
          [`len(${wanted}) > len(list_distinct(${wanted}))`, "repeated name"],
        ]
      : []),
    ...elements.map((path) => [`not json_exists(${record}, ${literal(pointer(path))})`, "no such element"]),
  ];
  return `case ${cases.map(([when, fault]) => `when ${when} then '${fault}'`).join(" ")} end`;
}

function readerOptions({ compression, layout }: ReadOptions): string {
  const format = layout === "lines" ? "newline_delimited" : "unstructured";
  return [
    `format = '${format}'`,
    `compression = '${compression === "none" ? "uncompressed" : compression}'`,
    `maximum_object_size = ${MAX_RECORD_BYTES}`,
    `filename = '${FILE_COLUMN}'`,
    "hive_partitioning = false",
  ].join(", ");
}

/** The engine takes a path for a pattern: characters that mean something in one stand in brackets. */
export function fileList(files: readonly LocalFile[]): string {
  const paths = files.map(({ path }) => literal(path.replaceAll(/[[*?]/g, "[$&]")));
  return `[${paths.join(", ")}]`;
}

/** A JSON pointer, which can name any member. */
function pointer(path: JsonPath): string {
  const steps = path.map((step) => String(step).replaceAll("~", "~0").replaceAll("/", "~1"));
  return steps.map((step) => `/${step}`).join("");
}

export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
