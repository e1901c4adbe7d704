/** Text of the star: null for '' and for blanks only; blanks at an edge stay. */
export function known(text: string | null): string | null {
  return text === null || /^[ \t\r\n]*$/.test(text) ? null : text;
}

/** Year of the star: null for 0. */
export function knownYear(year: number | null): number | null {
  return year === 0 ? null : year;
}

/** The number of a log's user id, null for ''. */
export function userNumber(userId: string | null): number | null {
  if (userId === null || userId === "") return null;
  if (!/^-?\d+$/.test(userId)) throw new Error(`The user id "${userId}" is not a number`);
  return Number(userId);
}

/** A value that the checks of a load demand. Throws for null. */
export function required(value: number | null, name: string): number {
  if (value === null) throw new Error(`An event without "${name}" has no place in the star`);
  return value;
}
