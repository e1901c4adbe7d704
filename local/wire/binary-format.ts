import { numericCodec } from "./binary-numeric.ts";
import { dateCodec, timeCodec, timestampCodec, timestamptzCodec } from "./binary-time.ts";
import { decodeText } from "./byte-reader.ts";
import { SqlError } from "./database.ts";
import { oid } from "./type-oids.ts";

/** The binary format of a type, against the text format that values have inside the server. */
export interface BinaryCodec {
  encode(text: string): Buffer;
  decode(bytes: Buffer): string;
  /** Bytes that a value must have; undefined where the length varies. */
  size?: number;
}

const textCodec: BinaryCodec = { encode: (text) => Buffer.from(text), decode: decodeText };

const boolCodec: BinaryCodec = {
  encode: (text) => Buffer.from([text === "t" || text === "true" ? 1 : 0]),
  decode: (bytes) => (bytes[0] === 0 ? "f" : "t"),
  size: 1,
};

const int8Codec: BinaryCodec = {
  encode(text) {
    const bytes = Buffer.allocUnsafe(8);
    bytes.writeBigInt64BE(BigInt(text));
    return bytes;
  },
  decode: (bytes) => bytes.readBigInt64BE(0).toString(),
  size: 8,
};

function numberCodec(
  size: number,
  write: (bytes: Buffer, value: number) => void,
  read: (bytes: Buffer) => number,
): BinaryCodec {
  return {
    encode(text) {
      const bytes = Buffer.allocUnsafe(size);
      write(bytes, Number(text));
      return bytes;
    },
    decode: (bytes) => String(read(bytes)),
    size,
  };
}

const codecs: ReadonlyMap<number, BinaryCodec> = new Map([
  [oid.bool, boolCodec],
  [
    oid.int2,
    numberCodec(
      2,
      (b, value) => b.writeInt16BE(value),
      (b) => b.readInt16BE(0),
    ),
  ],
  [
    oid.int4,
    numberCodec(
      4,
      (b, value) => b.writeInt32BE(value),
      (b) => b.readInt32BE(0),
    ),
  ],
  [
    oid.oid,
    numberCodec(
      4,
      (b, value) => b.writeUInt32BE(value),
      (b) => b.readUInt32BE(0),
    ),
  ],
  [oid.int8, int8Codec],
  [
    oid.float4,
    numberCodec(
      4,
      (b, value) => b.writeFloatBE(value),
      (b) => b.readFloatBE(0),
    ),
  ],
  [
    oid.float8,
    numberCodec(
      8,
      (b, value) => b.writeDoubleBE(value),
      (b) => b.readDoubleBE(0),
    ),
  ],
  [oid.date, dateCodec],
  [oid.time, timeCodec],
  [oid.timestamp, timestampCodec],
  [oid.timestamptz, timestamptzCodec],
  [oid.numeric, numericCodec],
  [oid.text, textCodec],
  [oid.varchar, textCodec],
  [oid.bpchar, textCodec],
  [oid.name, textCodec],
  [oid.unknown, textCodec],
]);

/** The codec of a type. Throws 0A000 for a type whose binary format is not supported. */
export function binaryCodec(typeOid: number): BinaryCodec {
  const codec = codecs.get(typeOid);
  if (codec === undefined) {
    throw new SqlError("0A000", `binary format of the type with oid ${typeOid} is not supported`, {
      hint: "Ask for the text format.",
    });
  }
  return codec;
}

/** A parameter in binary format as text. Throws 22P03 for a wrong length, 0A000 for an unsupported type. */
export function decodeBinary(typeOid: number, bytes: Buffer): string {
  const { size, decode } = binaryCodec(typeOid);
  if (size !== undefined && bytes.length !== size) {
    throw new SqlError("22P03", "incorrect binary data format in bind parameter");
  }
  return decode(bytes);
}
