import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quoteLiteral } from "../../../job/src/warehouse/quote.ts";
import { renderStatements } from "../../../job/src/warehouse/sql-template.ts";

describe("renderStatements", () => {
  it("gives the statements in order, without comments", () => {
    const text = "--! Table: t\n-- why; not\nselect 1; -- one\n\nselect 2;\n";
    expect(renderStatements(text)).toEqual(["select 1", "select 2"]);
  });

  it("leaves semicolons, dashes and colons in quotes alone", () => {
    expect(renderStatements(`select ':A;--', "x;:B", 'it''s; :C';`)).toEqual([
      `select ':A;--', "x;:B", 'it''s; :C'`,
    ]);
  });

  it("replaces placeholders by literals and takes no cast for one", () => {
    expect(renderStatements("select :NAME::varchar, a::INT, :N;", { NAME: "it's; --", N: 7 })).toEqual([
      "select 'it''s; --'::varchar, a::INT, 7",
    ]);
  });

  it("takes keywords for a clause only from the list of allowed ones", () => {
    expect(renderStatements("copy t :GZIP;", { GZIP: "gzip" })).toEqual(["copy t gzip"]);
    expect(() => renderStatements("copy t :GZIP;", { GZIP: "gzip; drop table t" })).toThrow(
      'SQL clause :GZIP cannot be "gzip; drop table t"',
    );
  });

  it("refuses a placeholder without value and a value without placeholder", () => {
    expect(() => renderStatements("select :NAME;")).toThrow("SQL placeholder :NAME has no value");
    expect(() => renderStatements("select 1;", { NAME: "x" })).toThrow("SQL has no placeholder NAME");
    expect(() => renderStatements("select :N;", { N: 1.5 })).toThrow(
      "SQL placeholder :N is no whole number: 1.5",
    );
  });
});

describe("quoteLiteral", () => {
  it("refuses what no engine reads the same way", () => {
    for (const text of ["a\\b", "a\0b"]) expect(() => quoteLiteral(text)).toThrow("Cannot quote");
  });

  it("gives one literal that reads back as the text, whatever the text", () => {
    const text = fc.string({ unit: "binary" }).filter((value) => !/[\\\0]/.test(value));
    fc.assert(
      fc.property(text, (value) => {
        const [statement, ...others] = renderStatements("select :VALUE;", { VALUE: value });
        const literal = statement?.slice("select ".length) ?? "";
        expect(others).toEqual([]);
        expect(/^'(?:[^']|'')*'$/.test(literal)).toBe(true);
        expect(literal.slice(1, -1).replaceAll("''", "'")).toBe(value);
      }),
    );
  });
});
