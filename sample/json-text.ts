/** JSON text in ASCII, non-ASCII as \u escapes in lower case: how the song files write it. */
export function songText(text: string): string {
  return JSON.stringify(text).replace(/[^\x20-\x7e]/g, escaped);
}

/** The same with `/` escaped too: how the log files write it. */
export function logText(text: string): string {
  return songText(text).replaceAll("/", "\\/");
}

/** A number that is a float at its source, which writes 35 as 35.0. */
export function floatText(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** Text whose UTF-8 was taken for Latin-1 and encoded again, twice, as the players' logs do: é becomes four letters. */
export function twiceEncoded(text: string): string {
  return latin1OfUtf8(latin1OfUtf8(text));
}

function latin1OfUtf8(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

function escaped(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
