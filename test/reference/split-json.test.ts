import { expect, it } from "vitest";
import { splitJson } from "./split-json.ts";

it("takes objects a line each, over many lines, glued, and with blanks and line ends of any kind", () => {
  expect(splitJson('{"a":1}\r\n{\n  "b": {"c": 2}\n}{"d":3}\n\n')).toEqual([
    { a: 1 },
    { b: { c: 2 } },
    { d: 3 },
  ]);
  expect(splitJson("\n")).toEqual([]);
});

it("takes braces and escaped quotes within strings as text", () => {
  expect(splitJson('{"a":"}\\"{"}{"b":"\\\\"}')).toEqual([{ a: '}"{' }, { b: "\\" }]);
});

it("refuses text between objects and objects without an end", () => {
  expect(() => splitJson('{"a":1},{"b":2}')).toThrow("Found no object at character 7");
  expect(() => splitJson('{"a":{}')).toThrow("The object at character 0 has no end");
  expect(() => splitJson('{"a":"}')).toThrow("The string at character 5 has no end");
});
