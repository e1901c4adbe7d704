import { SqlError } from "../../wire/database.ts";

/**
 * Patterns of the REGEXP_ functions. Flags: `i` no case, `c` case (the default), `p` Perl's patterns, `e` the first
 * group of the match.
 */
function compile(pattern: string, flags: string): RegExp {
  const cached = patterns.get(`${flags}/${pattern}`);
  if (cached !== undefined) {
    cached.lastIndex = 0;
    return cached;
  }
  for (const flag of flags) {
    if (!"cipe".includes(flag)) throw new SqlError("22023", `invalid regular expression parameter "${flag}"`);
  }
  try {
    const regex = new RegExp(posixClasses(pattern), `gsu${flags.includes("i") ? "i" : ""}`);
    if (patterns.size > 100) patterns.clear();
    patterns.set(`${flags}/${pattern}`, regex);
    return regex;
  } catch (error) {
    throw new SqlError("2201B", `invalid regular expression: ${pattern}`, { cause: error });
  }
}

const patterns = new Map<string, RegExp>();

const CLASSES: Record<string, string> = {
  alpha: "\\p{L}",
  digit: "0-9",
  alnum: "\\p{L}0-9",
  space: "\\s",
  upper: "\\p{Lu}",
  lower: "\\p{Ll}",
  punct: "!-\\/:-@\\[-`{-~",
  xdigit: "0-9A-Fa-f",
};

/** [[:alpha:]] inside a bracket, as POSIX writes it; and escapes that this dialect alone minds. */
function posixClasses(pattern: string): string {
  return pattern
    .replace(/\[:(\w+):\]/g, (whole, name: string) => CLASSES[name] ?? whole)
    .replace(/\\([^\w\s^$\\.*+?()[\]{}|/-])/g, "$1");
}

function matches(
  text: string,
  pattern: string,
  { start, flags }: { start: number; flags: string },
): RegExpMatchArray[] {
  if (start < 1) throw new SqlError("22023", "position must be greater than zero");
  const regex = compile(pattern, flags);
  regex.lastIndex = offsetOf(text, start);
  return [...text.matchAll(regex)];
}

/** Characters are code points to SQL, code units here. */
function offsetOf(text: string, position: number): number {
  return [...text].slice(0, position - 1).join("").length;
}

export function countMatches(...[text, pattern, start, flags]: [string, string, number, string]): number {
  return matches(text, pattern, { start, flags }).length;
}

/** Where the match begins, from 1, or with option 1 what comes behind it; 0 for none. */
export function findMatch(
  ...[text, pattern, start, occurrence, option, flags]: [string, string, number, number, number, string]
): number {
  const match = matches(text, pattern, { start, flags })[occurrence - 1];
  if (match === undefined) return 0;
  const end = (match.index ?? 0) + (option === 1 ? match[0].length : 0);
  return [...text.slice(0, end)].length + 1;
}

export function substringMatch(
  ...[text, pattern, start, occurrence, flags]: [string, string, number, number, string]
): string {
  const match = matches(text, pattern, { start, flags })[occurrence - 1];
  if (match === undefined) return "";
  return flags.includes("e") ? (match[1] ?? match[0]) : match[0];
}

export function replaceMatches(
  ...[text, pattern, replacement, start, flags]: [string, string, string, number, string]
): string {
  const regex = compile(pattern, flags);
  const offset = offsetOf(text, start);
  const template = replacement.replace(/\$(?!\d)/g, "$$$$").replace(/\\(\d)/g, "$$$1");
  return text.slice(0, offset) + text.slice(offset).replace(regex, template);
}
