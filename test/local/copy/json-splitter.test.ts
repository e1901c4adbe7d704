import fc from "fast-check";
import { expect, test } from "vitest";
import { JsonSplitter } from "../../../local/redshift/copy/json-splitter.ts";
import type { Piece } from "../../../local/redshift/copy/splitter.ts";

function split(chunks: readonly Buffer[]): Piece[] {
  const splitter = new JsonSplitter();
  const pieces: Piece[] = [];
  for (const chunk of chunks) pieces.push(...[...splitter.push(chunk)].map(copied));
  pieces.push(...[...splitter.end()].map(copied));
  return pieces;
}

/** A piece's bytes are the splitter's own until it goes on. */
function copied(piece: Piece): Piece {
  return { ...piece, bytes: Buffer.from(piece.bytes) };
}

function chunksOf(bytes: Buffer, size: number): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  return chunks;
}

const record = fc.oneof(
  fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })),
  fc.array(fc.jsonValue({ maxDepth: 2 })),
);

test("gives back the records of a file, however they stand in it and wherever it is cut", () => {
  const blanks = fc.constantFrom("", "\n", "\r\n", " \t\n\n");
  const file = fc.array(fc.tuple(record, blanks, fc.constantFrom(undefined, 2)), { maxLength: 6 });
  fc.assert(
    fc.property(file, fc.integer({ min: 1, max: 20 }), (records, size) => {
      const text = records.map(([value, blank, indent]) => JSON.stringify(value, null, indent) + blank);
      const pieces = split(chunksOf(Buffer.from(text.join("")), size));
      expect(pieces.map(({ fault }) => fault)).toEqual(records.map(() => undefined));
      expect(pieces.map(({ bytes }) => JSON.parse(bytes.toString()))).toEqual(
        records.map(([value]) => JSON.parse(JSON.stringify(value))),
      );
    }),
  );
});

test("finds the same in a file of any bytes, wherever it is cut", () => {
  const bytes = fc
    .array(fc.constantFrom(...'{}[]",:\\\n 1tx'), { maxLength: 40 })
    .map((characters) => Buffer.from(characters.join("")));
  fc.assert(
    fc.property(bytes, fc.integer({ min: 1, max: 5 }), (file, size) => {
      expect(split(chunksOf(file, size))).toEqual(split([file]));
    }),
  );
});

test("tells the last line of each record, and goes on after a broken one", () => {
  const text = '{\n"a":1\n}\n{"b":\n{"c":2}\n\nx{"d":3} y\n{"e":4}';
  const pieces = split([Buffer.from(text)]);
  expect(pieces.map(({ line, bytes, fault }) => [line, bytes.toString(), fault?.message])).toEqual([
    [3, '{\n"a":1\n}', undefined],
    [7, '{"b":\n{"c":2}\n\n', 'Invalid JSON: unexpected "x"'],
    [8, '{"e":4}', undefined],
  ]);
});

test("does not hold more than a record may have", () => {
  const splitter = new JsonSplitter();
  const chunk = Buffer.alloc(1 << 20, "x");
  const pieces = [...splitter.push(Buffer.from('{"a":"'))];
  for (let count = 0; count < 12; count += 1) pieces.push(...splitter.push(chunk));
  pieces.push(...splitter.push(Buffer.from('"}\n{"a":1}')), ...splitter.end());
  expect(pieces.map(({ line, fault }) => [line, fault?.message])).toEqual([
    [1, "Invalid JSON: more than 4194304 bytes"],
    [2, undefined],
  ]);
});
