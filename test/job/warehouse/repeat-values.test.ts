import { expect, it } from "vitest";
import { repeatValues } from "../../../job/src/warehouse/repeat-values.ts";

it("numbers the parameters of every row on", () => {
  expect(
    repeatValues("insert into t (a, b) values ($1, $2)", [
      [1, 2],
      [3, 4],
      [5, 6],
    ]),
  ).toBe("insert into t (a, b) values ($1, $2), ($3, $4), ($5, $6)");
});

it("refuses what is no insert of one row, and rows of unequal length", () => {
  expect(() => repeatValues("insert into t select 1", [[1]])).toThrow("Cannot insert 1 rows at once");
  expect(() => repeatValues("insert into t (a) values ($1)", [[1], [1, 2]])).toThrow("Cannot insert 2 rows");
});
