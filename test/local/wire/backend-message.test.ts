import { describe, expect, test } from "vitest";
import * as backend from "../../../local/wire/backend-message.ts";
import { rowEncoder } from "../../../local/wire/data-rows.ts";
import { type Field, SqlError } from "../../../local/wire/database.ts";
import { i16, i32, packet, z } from "./bytes.ts";

const fields: Field[] = [
  { name: "user_id", typeOid: 23, typeSize: 4, typeModifier: -1 },
  { name: "städte", typeOid: 1043, typeSize: -1, typeModifier: 260 },
];

describe("messages of the server have the bytes of the protocol", () => {
  test.each([
    ["AuthenticationOk", backend.authenticationOk, packet("R", i32(0))],
    [
      "AuthenticationMD5Password",
      backend.authenticationMd5(Buffer.from([1, 2, 254, 255])),
      packet("R", i32(5), [1, 2, 254, 255]),
    ],
    ["ParameterStatus", backend.parameterStatus("TimeZone", "UTC"), packet("S", z("TimeZone"), z("UTC"))],
    ["BackendKeyData", backend.backendKeyData(1001, -2), packet("K", i32(1001), i32(-2))],
    [
      "NegotiateProtocolVersion",
      backend.negotiateProtocolVersion(["_pq_.x"]),
      packet("v", i32(0), i32(1), z("_pq_.x")),
    ],
    ["ReadyForQuery", backend.readyForQuery("T"), packet("Z", "T")],
    ["CommandComplete", backend.commandComplete("INSERT 0 2"), packet("C", z("INSERT 0 2"))],
    ["ParameterDescription", backend.parameterDescription([23, 25]), packet("t", i16(2), i32(23), i32(25))],
    ["ParseComplete", backend.parseComplete, packet("1")],
    ["BindComplete", backend.bindComplete, packet("2")],
    ["CloseComplete", backend.closeComplete, packet("3")],
    ["NoData", backend.noData, packet("n")],
    ["PortalSuspended", backend.portalSuspended, packet("s")],
    ["EmptyQueryResponse", backend.emptyQueryResponse, packet("I")],
    [
      "RowDescription",
      backend.rowDescription(fields, [1]),
      packet(
        "T",
        i16(2),
        ...[z("user_id"), i32(0), i16(0), i32(23), i16(4), i32(-1), i16(1)],
        ...[z("städte"), i32(0), i16(0), i32(1043), i16(-1), i32(260), i16(0)],
      ),
    ],
    [
      "ErrorResponse",
      backend.errorResponse(
        new SqlError("42703", 'column "x" does not exist', {
          detail: "Detail.",
          hint: "Hint.",
          position: 8,
        }),
        "ERROR",
      ),
      packet(
        "E",
        ...[z("SERROR"), z("C42703"), z('Mcolumn "x" does not exist')],
        ...[z("DDetail."), z("HHint."), z("P8"), [0]],
      ),
    ],
    [
      "ErrorResponse without the optional fields",
      backend.errorResponse(new SqlError("28P01", "no\0"), "FATAL"),
      packet("E", z("SFATAL"), z("C28P01"), z("Mno"), [0]),
    ],
    [
      "NoticeResponse",
      backend.noticeResponse({ severity: "INFO", code: "00000", message: "Load into table" }),
      packet("N", z("SINFO"), z("C00000"), z("MLoad into table"), [0]),
    ],
  ])("%s", (_, actual, expected) => {
    expect(actual).toEqual(expected);
  });
});

describe("rows are encoded into one buffer a batch", () => {
  test("with nulls, empty and many-byte text", () => {
    const encode = rowEncoder(fields, []);
    const long = "ö".repeat(40);
    expect(
      encode([
        ["1", null],
        ["", "naïve"],
        ["22", long],
        ["3", "😀"],
      ]),
    ).toEqual(
      Buffer.concat([
        packet("D", i16(2), i32(1), "1", i32(-1)),
        packet("D", i16(2), i32(0), i32(6), "naïve"),
        packet("D", i16(2), i32(2), "22", i32(80), long),
        packet("D", i16(2), i32(1), "3", i32(4), "😀"),
      ]),
    );
  });

  test("with binary columns where asked for", () => {
    const encode = rowEncoder(fields, [1, 1]);
    expect(
      encode([
        ["258", "a"],
        [null, null],
      ]),
    ).toEqual(
      Buffer.concat([
        packet("D", i16(2), i32(4), [0, 0, 1, 2], i32(1), "a"),
        packet("D", i16(2), i32(-1), i32(-1)),
      ]),
    );
  });

  test("larger than its first guess", () => {
    const text = "x".repeat(100_000);
    const encode = rowEncoder([fields[1] as Field], []);
    const row = packet("D", i16(1), i32(100_000), text);
    expect(encode([[text], [text]]).equals(Buffer.concat([row, row]))).toBe(true);
  });

  test("as nothing when there are none", () => {
    expect(rowEncoder(fields, [])([])).toEqual(Buffer.alloc(0));
  });
});
