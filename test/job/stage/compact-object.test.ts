import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compactObject } from "../../../job/src/stage/compact-object.ts";

function compact(text: string | Uint8Array) {
  const result = compactObject(Buffer.from(text));
  if ("fault" in result) return result.fault;
  return { rows: result.rows, text: Buffer.from(result.bytes).toString() };
}

describe("an object is compacted", () => {
  it.each([
    ["one object a line", '{"a":1}\n{"a":2}\n', '{"a":1}\n{"a":2}'],
    ["no line end after the last one", '{"a":1}\n{"a":2}', '{"a":1}\n{"a":2}'],
    ["two objects glued together", '{"a":1}{"a":2}', '{"a":1}\n{"a":2}'],
    ["several on a line", '{"a":1} \t{"a":2}', '{"a":1}\n{"a":2}'],
    ["blank lines all over", '\n\n{"a":1}\n \n\n{"a":2}\n\n', '{"a":1}\n{"a":2}'],
    ["line ends of Windows", '{"a":1}\r\n{"a":2}\r\n', '{"a":1}\r\n{"a":2}'],
    ["line ends of old Macs", '{"a":1}\r{"a":2}\r', '{"a":1}\n{"a":2}'],
    ["an object over many lines", '{\r\n  "a": [\n1]\n}\n{"a":2}', '{    "a": [ 1] }\n{"a":2}'],
    ["a byte order mark", '\ufeff{"a":1}\n{"a":2}', '{"a":1}\n{"a":2}'],
    ["brackets and quotes in texts", '{"}{":"][\\"}\\\\"}{"b":"\\/"}', '{"}{":"][\\"}\\\\"}\n{"b":"\\/"}'],
    ["nested objects", '{"a":{"b":[{"c":{}}]}}{}', '{"a":{"b":[{"c":{}}]}}\n{}'],
    ["what is for COPY to refuse", '{"a" 1,}\n{tru}', '{"a" 1,}\n{tru}'],
  ])("from %s to one JSON object a line", (_, source, text) => {
    expect(compact(source)).toEqual({ rows: text.split("\n").length, text });
  });

  it.each([
    ["nothing", ""],
    ["blanks", " \r\n\t\n"],
    ["a byte order mark", "\ufeff"],
  ])("from %s to no row", (_, source) => {
    expect(compact(source)).toEqual({ rows: 0, text: "" });
  });

  it("without a copy when it is one object a line already", () => {
    const source = Buffer.from('{"a":1}\n{"a":2}\n');
    const result = compactObject(source);
    expect("bytes" in result && result.bytes.buffer).toBe(source.buffer);
  });

  it("up to 4 MB a row, and no further", () => {
    const filling = 4 * 1024 * 1024 - '{"a":""}'.length;
    expect(compact(`{"a":"${"x".repeat(filling)}"}`)).toHaveProperty("rows", 1);
    expect(compact(`{}\n {"a":"${"x".repeat(filling + 1)}"}`)).toEqual({
      kind: "too-long",
      line: 2,
      column: 2,
    });
  });
});

describe("an object is refused with the place of its first fault:", () => {
  it.each([
    ["a CSV header", 'a,b,c\n{"a":1}', "text", 1, 1],
    ["text after an object", '{"a":1}\n{"a":2} x', "text", 2, 9],
    ["a bracket that closes nothing", '{"a":1}}', "text", 1, 8],
    ["a comma between objects", '{"a":1},\n{"a":2}', "comma", 1, 8],
    ["an array of objects", '[{"a":1}]', "array", 1, 1],
    ["half an object at the end", '{"a":1}\n  {"a":1,"b', "cut", 2, 3],
    ["an object cut after a backslash", '{"a":1}\n{"a":"\\', "cut", 2, 1],
    ["a line cut in a text", '{"a":1}\n{"a":"x\n{"a":2}', "line-break", 2, 8],
    ["a line break after a backslash", '{"a":"x\\\n"}', "line-break", 1, 9],
    ["a bracket of the wrong kind", '{"a":[1}]\n{"a":2}', "bracket", 1, 8],
    ["a NUL between objects", '{"a":1}\n\0{"a":2}', "nul", 2, 1],
    ["a NUL in an object", '{"a":1\0}', "nul", 1, 7],
    ["a NUL in a text", '{"a":"x\0"}', "nul", 1, 8],
    ["a NUL as an escape", '{"a":"x\\u0000"}', "nul", 1, 8],
    ["a NUL in a key", '{"a\\u0000":1}', "nul", 1, 4],
    ["a control character in a text", '{"a":"\u0001"}', "control", 1, 7],
    ["a tab in a text", '{"a":"\t"}', "control", 1, 7],
    ["a control character between values", '{"a":\u0001 1}', "control", 1, 6],
    ["a no-break space between objects", '{"a":1}\u00a0{"a":2}', "text", 1, 8],
  ])("%s", (_, source, kind, line, column) => {
    expect(compact(source)).toEqual({ kind, line, column });
  });

  it.each([
    ["a byte that begins nothing", [0xff], 1],
    ["a character of Latin-1", [0xe9, 0x22], 1],
    ["a character cut short", [0xe2, 0x82], 1],
    ["half a surrogate pair", [0xed, 0xa0, 0x80], 1],
    ["an over-long form", [0xc0, 0xaf], 1],
    ["good characters before", [0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 0x80], 10],
  ])("text that is not UTF-8, with %s", (_, bytes, offset) => {
    const source = Buffer.concat([Buffer.from('{"a":1}\n{"a":"'), Buffer.from(bytes)]);
    expect(compact(source)).toEqual({ kind: "not-utf8", line: 2, column: 6 + offset });
  });

  it("but not an escaped backslash before u0000", () => {
    expect(compact('{"a":"\\\\u0000"}')).toHaveProperty("rows", 1);
  });
});

describe("whatever the layout", () => {
  const blanks = fc.stringMatching(/^[ \t\r\n]{0,3}$/);
  const objects = fc.array(fc.dictionary(text(), json(), { maxKeys: 4 }), { maxLength: 6 });

  it("the rows are the objects that were written", () => {
    fc.assert(
      fc.property(objects, fc.infiniteStream(blanks), fc.boolean(), (rows, gaps, marked) => {
        const gap = () => gaps.next().value as string;
        const source = rows.map((row) => gap() + spread(row, gap)).join("") + gap();
        const result = compact(marked ? `\ufeff${source}` : source);
        const lines = "text" in result && result.text !== "" ? result.text.split("\n") : [];
        expect(result).toHaveProperty("rows", rows.length);
        expect(lines.map((line) => JSON.parse(line))).toEqual(rows);
      }),
      { numRuns: 300 },
    );
  });

  it("an object cut anywhere is refused, or was cut after one of its rows", () => {
    fc.assert(
      fc.property(objects, fc.nat(), (rows, seed) => {
        const lines = rows.map((row) => JSON.stringify(row));
        const source = Buffer.from(lines.join("\n"));
        const cut = source.subarray(0, source.length === 0 ? 0 : seed % source.length);
        const result = compact(cut);
        const whole = lines.filter(
          (_, row) => cut.length >= Buffer.byteLength(lines.slice(0, row + 1).join("\n")),
        );
        if ("kind" in result) expect(result.line).toBe(whole.length + 1);
        else expect(result.text).toBe(whole.join("\n"));
      }),
      { numRuns: 300 },
    );
  });

  it("any bytes give as many lines as rows, or a fault inside of them", () => {
    const soup = fc.array(fc.constantFrom(...'{}[]",:\\un0 \n\r\t\0é1'.split(""), '{"a":1}'), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(soup, (characters) => {
        const source = characters.join("");
        const result = compact(source);
        if ("kind" in result) {
          const line = source.split("\n")[result.line - 1] as string;
          expect(result.column).toBeLessThanOrEqual(Buffer.byteLength(line) + 1);
        } else {
          expect(result.text === "" ? 0 : result.text.split("\n").length).toBe(result.rows);
          expect(result.text.replaceAll(/\s/g, "")).toBe(source.replaceAll(/\s/g, ""));
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

/** Any text without NUL, which no Redshift text can hold. */
function text() {
  return fc.string({ unit: "binary" }).map((any) => any.replaceAll("\0", "").replace("__proto__", ""));
}

function json() {
  return fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      text(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(text(), tie("value"), { maxKeys: 3 }),
    ),
  })).value;
}

/** The value as JSON text with blanks wherever JSON lets them stand. */
function spread(value: unknown, gap: () => string): string {
  if (Array.isArray(value)) {
    return `[${value.map((item) => gap() + spread(item, gap) + gap()).join(",")}${gap()}]`;
  }
  if (typeof value === "object" && value !== null) {
    const pairs = Object.entries(value).map(
      ([key, item]) => `${gap()}${JSON.stringify(key)}${gap()}:${gap()}${spread(item, gap)}${gap()}`,
    );
    return `{${pairs.join(",")}${gap()}}`;
  }
  return JSON.stringify(value);
}
