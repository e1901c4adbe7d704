const CODES: Record<string, string> = {};
for (const [code, letters] of Object.entries({
  1: "bfpv",
  2: "cgjkqsxz",
  3: "dt",
  4: "l",
  5: "mn",
  6: "r",
})) {
  for (const letter of letters) CODES[letter] = code;
}

/** American Soundex of the letters of a text; '' if it has none. */
export function soundex(text: string): string {
  const letters = [...text.toLowerCase()].filter((letter) => letter >= "a" && letter <= "z");
  const [first] = letters;
  if (first === undefined) return "";
  let result = first.toUpperCase();
  let last = CODES[first];
  for (const letter of letters.slice(1)) {
    const code = CODES[letter];
    if (code !== undefined && code !== last) result += code;
    if (letter !== "h" && letter !== "w") last = code;
    if (result.length === 4) break;
  }
  return result.padEnd(4, "0");
}

/** How many of the four places of two texts' codes agree. */
export function soundexDifference(left: string, right: string): number {
  const [one, other] = [soundex(left), soundex(right)];
  return [...one].filter((letter, index) => letter === other[index]).length;
}
