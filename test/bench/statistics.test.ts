import { expect, it } from "vitest";
import { median } from "../../bench/statistics.ts";

it.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[10, 1, 4, 2], 3],
])("takes the middle of %j", (values, middle) => {
  expect(median(values)).toBe(middle);
});

it("leaves the values in their order", () => {
  const values = [3, 1, 2];
  median(values);
  expect(values).toEqual([3, 1, 2]);
});

it("refuses to take the middle of nothing", () => {
  expect(() => median([])).toThrow("no median of nothing");
});
