/** The pattern of a SIMILAR TO as a regular expression: % and _ are wild, | * + ? {} () [] as usual, the rest is itself. */
export function similarToRegex(pattern: string, escapeCharacter: string): string {
  const parts: string[] = [];
  let inBrackets = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at] as string;
    if (character === escapeCharacter && at + 1 < pattern.length) {
      at += 1;
      parts.push(quoteCharacter(pattern[at] as string));
    } else if (inBrackets) {
      parts.push(character === "\\" ? "\\\\" : character);
      if (character === "]") inBrackets = false;
    } else if (character === "[") {
      parts.push(character);
      inBrackets = true;
    } else parts.push(translate(character));
  }
  return parts.join("");
}

function translate(character: string): string {
  if (character === "%") return ".*";
  if (character === "_") return ".";
  return "|*+?{}()".includes(character) ? character : quoteCharacter(character);
}

function quoteCharacter(character: string): string {
  return /[\p{L}\p{N}\s_]/u.test(character) ? character : `\\${character}`;
}
