import { describe, expect, test } from "vitest";
import { renderDouble, renderSingle } from "../../../local/engine/render-float.ts";
import {
  renderDate,
  renderInterval,
  renderTimestamp,
  renderTimestampTz,
} from "../../../local/engine/render-moment.ts";

describe("floating point", () => {
  test.each([
    [0, "0"],
    [-0, "-0"],
    [1, "1"],
    [0.1, "0.1"],
    [1 / 3, "0.3333333333333333"],
    [0.0001, "0.0001"],
    [0.00001, "1e-05"],
    [999999999999999, "999999999999999"],
    [1e15, "1e+15"],
    [-1.5e300, "-1.5e+300"],
    [5e-324, "5e-324"],
    [Number.NaN, "NaN"],
    [Number.NEGATIVE_INFINITY, "-Infinity"],
  ])("the double %s is %s", (value, text) => {
    expect(renderDouble(value)).toBe(text);
  });

  test.each([
    [Math.fround(0.1), "0.1"],
    [Math.fround(2.7182817), "2.7182817"],
    [16777216, "16777216"],
    [Math.fround(1e-10), "1e-10"],
  ])("the single %s is %s", (value, text) => {
    expect(renderSingle(value)).toBe(text);
  });
});

describe("moments", () => {
  test("dates agree with JavaScript's own over four thousand years", () => {
    for (let days = -800_000; days <= 800_000; days += 997) {
      const expected = new Date(days * 86_400_000).toISOString();
      if (!expected.startsWith("-") && !expected.startsWith("0000")) {
        expect(renderDate(days)).toBe(expected.replace(/^\+00|^00(?=\d{4}-)|T.*$/g, "").replace(/T.*$/, ""));
      }
    }
    expect(renderDate(-719529)).toBe("0002-12-31 BC");
  });

  test.each([
    [0n, "1970-01-01 00:00:00"],
    [1541105830796000n, "2018-11-01 20:57:10.796"],
    [-1n, "1969-12-31 23:59:59.999999"],
    [-86400000000n, "1969-12-31 00:00:00"],
    [1n, "1970-01-01 00:00:00.000001"],
  ])("%s microseconds are %s", (micros, text) => {
    expect(renderTimestamp(micros)).toBe(text);
  });

  test.each([
    ["UTC", "2018-07-01 12:00:00+00"],
    ["America/New_York", "2018-07-01 08:00:00-04"],
    ["Asia/Kolkata", "2018-07-01 17:30:00+05:30"],
  ])("a moment in %s is %s", (zone, text) => {
    expect(renderTimestampTz(1530446400000000n, zone)).toBe(text);
  });

  test.each([
    [0, 0, 0n, "00:00:00"],
    [14, 3, 14706500000n, "1 year 2 mons 3 days 04:05:06.5"],
    [-1, 1, 0n, "-1 mons 1 day"],
    [0, 0, -90000000n, "-00:01:30"],
    [0, 0, 360000000000n, "100:00:00"],
  ])("an interval of %s months, %s days and %s microseconds is %s", (months, days, micros, text) => {
    expect(renderInterval(months, days, micros)).toBe(text);
  });
});
