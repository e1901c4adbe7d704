import { SqlError } from "../../wire/database.ts";

/** Steps from a record's root to a value: a member's name, or an element's index. */
export type JsonPath = readonly (string | number)[];

/**
 * Reads a JSONPaths file. Undefined when its object has another name than "jsonpaths": COPY then goes by 'auto'.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-format.html
 */
export function parseJsonPathsFile(text: string, name: string): JsonPath[] | undefined {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (error) {
    throw new SqlError("XX000", `Invalid JSONPath format: '${name}': ${(error as Error).message}`);
  }
  if (typeof file !== "object" || file === null || Array.isArray(file)) {
    throw new SqlError("XX000", `Invalid JSONPath format: '${name}' is not a JSON object`);
  }
  const { jsonpaths } = file as { jsonpaths?: unknown };
  if (jsonpaths === undefined) return undefined;
  if (!Array.isArray(jsonpaths)) {
    throw new SqlError("XX000", 'Invalid JSONPath format: "jsonpaths" is not an array');
  }
  return jsonpaths.map(parseJsonPath);
}

const STEP = /\['((?:[^'\\]|\\.)*)'\]|\[(\d+)\]|\.([^.'[\]]+)/y;

/** Reads `$['a']['b'][0]` or `$.a.b[0]`. */
function parseJsonPath(text: unknown): JsonPath {
  if (typeof text !== "string" || !text.startsWith("$") || text.length === 1) {
    throw new SqlError("XX000", `Invalid JSONPath format: ${JSON.stringify(text)}`);
  }
  const path: (string | number)[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < text.length) {
    const step = STEP.exec(text);
    if (step === null) throw new SqlError("XX000", `Invalid JSONPath format: "${text}"`);
    const [, quoted, index, plain] = step;
    const member = plain ?? quoted?.replaceAll(/\\(.)/g, "$1") ?? "";
    path.push(index === undefined ? member : Number(index));
  }
  return path;
}
