/** A key's value in a JSON object's text, as it stands there. */
export interface Member {
  /** JSON text of the value. */
  source: string;
  /** Where the value begins in the object's text, in UTF-16 units. */
  at: number;
}

const blanks = /[ \t\r\n]*/y;
const text = /"(?:[^"\\]+|\\.)*"/sy;
const scalar = /[^\s,\]}]+/y;
const bracketOrText = /[[\]{}]|"(?:[^"\\]+|\\.)*"/gs;

/**
 * The members of a JSON object (the last of several with the same key, as COPY and JavaScript take it), or where
 * its text stops being JSON. JSON.parse would give neither the place of a value nor that of a fault.
 */
export function readMembers(row: string): { members: Map<string, Member> } | { faultAt: number } {
  const members = new Map<string, Member>();
  let at = skip(row, blanks, 1);
  if (row[at] === "}") return { members };
  while (true) {
    const key = parse(row.slice(at, skip(row, text, at)));
    if (typeof key !== "string") return { faultAt: at };
    at = skip(row, blanks, skip(row, text, at));
    if (row[at] !== ":") return { faultAt: at };
    const start = skip(row, blanks, at + 1);
    const end = endOfValue(row, start);
    const source = row.slice(start, end);
    if (parse(source) === undefined) return { faultAt: start };
    members.set(key, { source, at: start });
    at = skip(row, blanks, end);
    if (row[at] === "}") return at === row.length - 1 ? { members } : { faultAt: at + 1 };
    if (row[at] !== ",") return { faultAt: at };
    at = skip(row, blanks, at + 1);
  }
}

/** The index after what the pattern matches at this one; this one itself if it matches nothing. */
function skip(row: string, pattern: RegExp, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(row) ? pattern.lastIndex : at;
}

function endOfValue(row: string, start: number): number {
  if (row[start] === '"') return skip(row, text, start);
  if (row[start] !== "{" && row[start] !== "[") return skip(row, scalar, start);
  let depth = 0;
  bracketOrText.lastIndex = start;
  for (let match = bracketOrText.exec(row); match; match = bracketOrText.exec(row)) {
    const [token] = match;
    if (token === "{" || token === "[") depth += 1;
    else if (token === "}" || token === "]") depth -= 1;
    if (depth === 0) break;
  }
  return bracketOrText.lastIndex;
}

/** The value of a JSON text; undefined, which none has, when it is not JSON. */
function parse(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}
