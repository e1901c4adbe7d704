import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binaryCodec, decodeBinary } from "../../../local/wire/binary-format.ts";

/** Bytes as PostgreSQL sends them: the worked values are those of its own type output functions. */
const values: [type: string, oid: number, text: string, hex: string][] = [
  ["bool", 16, "t", "01"],
  ["bool", 16, "f", "00"],
  ["int2", 21, "-2", "fffe"],
  ["int4", 23, "16909060", "01020304"],
  ["int8", 20, "-9223372036854775808", "8000000000000000"],
  ["oid", 26, "4294967295", "ffffffff"],
  ["float4", 700, "1.5", "3fc00000"],
  ["float8", 701, "-0.1", "bfb999999999999a"],
  ["text", 25, "é", "c3a9"],
  ["date", 1082, "2000-01-01", "00000000"],
  ["date", 1082, "1999-12-31", "ffffffff"],
  ["time", 1083, "00:00:01.000001", "00000000000f4241"],
  ["timestamp", 1114, "2000-01-01 00:00:01.500000", "000000000016e360"],
  ["timestamp", 1114, "1999-12-31 23:59:59.999999", "ffffffffffffffff"],
  ["timestamptz", 1184, "2000-01-01 00:00:01.500000+00", "000000000016e360"],
  ["numeric", 1700, "0", "0000000000000000"],
  ["numeric", 1700, "1", "00010000000000000001"],
  ["numeric", 1700, "-12345.6780", "000300014000000400010929" + "1a7c"],
  ["numeric", 1700, "0.00012", "0002ffff0000000500010" + "7d0"],
  ["numeric", 1700, "100000000", "00010002000000000001"],
  ["numeric", 1700, "0.50", "0001ffff000000021388"],
];

describe("binary format", () => {
  test.each(values)("%s (%i) %s", (_, oid, text, hex) => {
    expect(binaryCodec(oid).encode(text).toString("hex")).toBe(hex);
    expect(decodeBinary(oid, Buffer.from(hex, "hex"))).toBe(text);
  });

  test("of a numeric comes back as it was", () => {
    const digits = fc.string({
      unit: fc.constantFrom(..."0123456789"),
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(digits, fc.option(digits), (whole, fraction) => {
        const trimmed = whole.replace(/^0+(?=\d)/, "");
        const text = fraction === null ? trimmed : `${trimmed}.${fraction}`;
        expect(decodeBinary(1700, binaryCodec(1700).encode(text))).toBe(text);
      }),
    );
  });

  test("of a timestamp comes back as it was", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -60_000_000_000_000_000n, max: 2n ** 60n / 10n }), (value) => {
        const bytes = Buffer.alloc(8);
        bytes.writeBigInt64BE(value);
        expect(binaryCodec(1114).encode(decodeBinary(1114, bytes))).toEqual(bytes);
      }),
    );
  });

  test("of a timestamp takes text without time, and zones", () => {
    const encoded = (oid: number, text: string) => binaryCodec(oid).encode(text).toString("hex");
    expect(encoded(1114, "2000-01-02")).toBe(encoded(1114, "2000-01-02 00:00:00"));
    expect(encoded(1184, "2000-01-01 02:00:00+02")).toBe("0000000000000000");
    expect(encoded(1184, "1999-12-31 18:30:00-05:30")).toBe("0000000000000000");
  });

  test("of NaN as a numeric parameter is read", () => {
    expect(decodeBinary(1700, Buffer.from("00000000c0000000", "hex"))).toBe("NaN");
  });

  test("of another type is refused", () => {
    expect(() => binaryCodec(3000)).toThrow(
      expect.objectContaining({
        code: "0A000",
        message: "binary format of the type with oid 3000 is not supported",
      }),
    );
  });

  test.each([
    ["a numeric", 1700, "1e5"],
    ["a date", 1082, "0044-03-15 BC"],
    ["a date", 1082, "10000-01-01"],
    ["a time", 1083, "later"],
  ])("of a value that %s cannot have is refused", (_, oid, text) => {
    expect(() => binaryCodec(oid).encode(text)).toThrow(expect.objectContaining({ code: "0A000" }));
  });

  test.each(["7fffffff", "002d2a00"])("of a date beyond the year 9999 is refused (%s)", (hex) => {
    expect(() => decodeBinary(1082, Buffer.from(hex, "hex"))).toThrow(
      expect.objectContaining({ code: "0A000" }),
    );
  });

  test("of the wrong length is refused", () => {
    expect(() => decodeBinary(23, Buffer.from([1]))).toThrow(expect.objectContaining({ code: "22P03" }));
  });
});
