import { isIP } from "node:net";
import { parseS3Uri, type S3Uri } from "../sources/s3-uri.ts";

/** A value, or what was expected in its place. */
type Parsed<T> = { value: T } | { expected: string };
export type Parser<T> = (text: string) => Parsed<T>;

/** Text that matches a whole pattern; `expected` says in words what the pattern wants. */
export function matching(pattern: RegExp, expected: string): Parser<string> {
  return (text) => (pattern.test(text) ? { value: text } : { expected });
}

export function oneOf<T extends string>(...choices: readonly T[]): Parser<T> {
  return (text) => {
    const value = choices.find((choice) => choice === text.toLowerCase());
    return value === undefined ? { expected: choices.join(" or ") } : { value };
  };
}

export function wholeNumber({ from, to }: { from: number; to: number }): Parser<number> {
  return (text) => {
    const value = Number(text);
    const fits = /^\d{1,9}$/.test(text) && value >= from && value <= to;
    return fits ? { value } : { expected: `a whole number from ${from} to ${to}` };
  };
}

export function s3Uri(as: "prefix" | "object"): Parser<S3Uri> {
  return (text) => {
    const parsed = parseS3Uri(text, { as });
    return "uri" in parsed ? { value: parsed.uri } : parsed;
  };
}

/** A host name or address without port and scheme: the console's endpoint carries both port and database. */
export const host: Parser<string> = (text) => {
  const name = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/i;
  if (isIP(text) !== 0 || name.test(text)) return { value: text };
  return { expected: "a host name alone, without scheme, port or database" };
};

/** The same, or nothing at all. */
export function optional<T>(parse: Parser<T>): Parser<T | undefined> {
  return (text) => (text === "" ? { value: undefined } : parse(text));
}

export const anyText: Parser<string> = (text) => ({ value: text });

/** Whether a host is this very machine, where a connection without TLS meets no network. */
export function isLoopback(name: string): boolean {
  return name.toLowerCase() === "localhost" || name === "::1" || /^127\.\d+\.\d+\.\d+$/.test(name);
}
