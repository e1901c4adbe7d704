/**
 * The objects of a text: a line each, over many lines, or glued together, as COPY takes them. Throws for anything
 * but blanks between them, and for an object without an end.
 */
export function splitJson(text: string): unknown[] {
  const objects: unknown[] = [];
  let position = 0;
  while (true) {
    position = afterBlanks(text, position);
    if (position === text.length) return objects;
    const end = endOfObject(text, position);
    objects.push(JSON.parse(text.slice(position, end)));
    position = end;
  }
}

function afterBlanks(text: string, start: number): number {
  let position = start;
  while (position < text.length && " \t\r\n".includes(text.charAt(position))) position++;
  return position;
}

function endOfObject(text: string, start: number): number {
  if (text[start] !== "{") throw new Error(`Found no object at character ${start}`);
  let depth = 0;
  for (let position = start; position < text.length; position++) {
    const letter = text[position];
    if (letter === '"') position = endOfString(text, position);
    else if (letter === "{") depth++;
    else if (letter === "}" && --depth === 0) return position + 1;
  }
  throw new Error(`The object at character ${start} has no end`);
}

/** The position of the closing quote. */
function endOfString(text: string, start: number): number {
  for (let position = start + 1; position < text.length; position++) {
    if (text[position] === "\\") position++;
    else if (text[position] === '"') return position;
  }
  throw new Error(`The string at character ${start} has no end`);
}
