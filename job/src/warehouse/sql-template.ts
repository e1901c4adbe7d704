import { quoteLiteral } from "./quote.ts";

/** What may stand for a placeholder: a text becomes a quoted literal, a whole number stays as it is. */
export type Placeholders = Readonly<Record<string, string | number>>;

/** Blanks that make up a blank text: it becomes NULL in the star. */
const constants: Placeholders = { BLANKS: " \t\r\n" };

/** Placeholders that stand for keywords, and the only texts that they may stand for. */
const clauses: Readonly<Record<string, readonly string[]>> = {
  GZIP: ["", "gzip"],
  DRY_RUN: ["", "noload maxerror 1000"],
};

// In this order: a quoted text or name and a comment hide what is in them, a cast is no placeholder.
const tokens = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|::|:([A-Z][A-Z0-9_]*)|;/g;

/**
 * The statements of an SQL file, in order, with every `:PLACEHOLDER` replaced and comments left out. Throws a plain
 * Error (a bug) for a placeholder without value, a value without placeholder, or a clause that is not allowed.
 */
export function renderStatements(template: string, placeholders: Placeholders = {}): string[] {
  const values = { ...constants, ...placeholders };
  const unused = new Set(Object.keys(placeholders));
  const rendered = template.replace(tokens, (token, name: string | undefined) => {
    if (token.startsWith("--")) return "";
    if (token === ";") return "\0";
    if (name === undefined) return token;
    unused.delete(name);
    return renderPlaceholder(name, values[name]);
  });
  if (unused.size > 0) throw new Error(`SQL has no placeholder ${[...unused].join(", ")}`);
  return rendered
    .split("\0")
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
}

function renderPlaceholder(name: string, value: string | number | undefined): string {
  if (value === undefined) throw new Error(`SQL placeholder :${name} has no value`);
  const allowed = clauses[name];
  if (allowed !== undefined) {
    if (!allowed.includes(String(value))) throw new Error(`SQL clause :${name} cannot be "${value}"`);
    return String(value);
  }
  if (typeof value === "string") return quoteLiteral(value);
  if (!Number.isSafeInteger(value)) throw new Error(`SQL placeholder :${name} is no whole number: ${value}`);
  return String(value);
}
