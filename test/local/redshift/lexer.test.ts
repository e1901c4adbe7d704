import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tokenize } from "../../../local/redshift/lexer.ts";
import { splitStatements } from "../../../local/redshift/split-statements.ts";
import { SqlError } from "../../../local/wire/database.ts";

function read(sql: string): string[] {
  return tokenize(sql)
    .slice(0, -1)
    .map(({ kind, value }) => `${kind} ${value}`);
}

describe("tokens", () => {
  test.each([
    ["Select FOO", ["word select", "word foo"]],
    ['"Foo ""Bar"""', ['name Foo "Bar"']],
    ["'it''s'", ["string it's"]],
    ["'a\\'b\\\\c\\n'", ["string a'b\\c\n"]],
    ["e'\\t'", ["string \t"]],
    ["'\\101'", ["string A"]],
    ["$$it's$$ $x$a$$b$x$", ["string it's", "string a$$b"]],
    ["$1 $23", ["parameter 1", "parameter 23"]],
    [
      "1 1.5 .5 1e3 1.5E-3 1.",
      ["number 1", "number 1.5", "number .5", "number 1e3", "number 1.5E-3", "number 1."],
    ],
    ["a.b", ["word a", "operator .", "word b"]],
    ["a::int", ["word a", "operator ::", "word int"]],
    [
      "a||b<>c!=d<=e",
      [
        "word a",
        "operator ||",
        "word b",
        "operator <>",
        "word c",
        "operator !=",
        "word d",
        "operator <=",
        "word e",
      ],
    ],
    ["a -- to the end\nb", ["word a", "word b"]],
    ["a /* one /* two */ still */ b", ["word a", "word b"]],
    ["a--", ["word a"]],
    ["#temp t$1", ["word #temp", "word t$1"]],
    ["größe Ünit", ["word größe", "word ünit"]],
  ])("of %j", (sql, tokens) => {
    expect(read(sql)).toEqual(tokens);
  });

  test.each([
    ["'open", "unterminated quoted string", 1],
    ['a "open', "unterminated quoted identifier", 3],
    ["/* open /* */", "unterminated /* comment", 1],
    ["$$open", "unterminated dollar-quoted string", 1],
    ['""', "zero-length delimited identifier", 1],
    ["a ‘b’", 'syntax error at or near "‘"', 3],
  ])("of %j are a syntax error", (sql, message, position) => {
    expect(() => tokenize(sql)).toThrow(expect.objectContaining({ code: "42601", message, position }));
  });

  test("of any text end, or are an SqlError", () => {
    const pieces = fc.constantFrom(
      "'",
      '"',
      "$",
      "$$",
      "/*",
      "*/",
      "--",
      "\\",
      "\n",
      ";",
      "a",
      "1",
      ".",
      "e'",
      "::",
      "é",
      " ",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const sql = parts.join("");
        try {
          const tokens = tokenize(sql);
          expect(tokens.at(-1)).toMatchObject({ kind: "end", start: sql.length });
        } catch (error) {
          expect(error).toBeInstanceOf(SqlError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("statements", () => {
  test("end at semicolons, but not at those inside strings, names and comments", () => {
    expect(splitStatements("select ';'; select \";\" /* ; */ -- ;\n; select $$;$$")).toEqual([
      "select ';'",
      'select ";"',
      "select $$;$$",
    ]);
  });

  test("that are empty are none", () => {
    expect(splitStatements(" ; ;; -- nothing\n /* at all */ ;")).toEqual([]);
  });
});
