/** `2018-11-15 10:00:00.796`, UTC, for milliseconds since the epoch. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace("T", " ").replace("Z", "");
}

/** The moment that `timestamp` wrote. */
export function momentOf(text: string): Date {
  return new Date(`${text.replace(" ", "T")}Z`);
}
