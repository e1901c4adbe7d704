import type { BinaryCodec } from "./binary-format.ts";
import { SqlError } from "./database.ts";

/** PostgreSQL counts from 2000-01-01; JavaScript from 1970-01-01. */
const EPOCH_MS = Date.UTC(2000, 0, 1);
const DAY_MS = 86_400_000;
const US_PER_MS = 1000n;

const DATE = /^\d{4}-\d\d-\d\d$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?$/;
const ZONE = /([+-])(\d\d)(?::?(\d\d))?$/;

/** date: int32, days since 2000-01-01. */
export const dateCodec: BinaryCodec = {
  encode(text) {
    const bytes = Buffer.allocUnsafe(4);
    bytes.writeInt32BE((midnight(text) - EPOCH_MS) / DAY_MS);
    return bytes;
  },
  decode: (bytes) => isoDate(EPOCH_MS + bytes.readInt32BE(0) * DAY_MS),
  size: 4,
};

/** time: int64, microseconds since midnight. */
export const timeCodec: BinaryCodec = {
  encode: (text) => int64(microsecondsOfDay(text)),
  decode: (bytes) => isoTime(bytes.readBigInt64BE(0)),
  size: 8,
};

/** timestamp: int64, microseconds since 2000-01-01. */
export const timestampCodec: BinaryCodec = {
  encode: (text) => int64(microseconds(text)),
  decode: (bytes) => isoTimestamp(bytes.readBigInt64BE(0)),
  size: 8,
};

/** timestamptz: the same, in UTC; its text ends in the zone's offset ("+00"). */
export const timestamptzCodec: BinaryCodec = {
  encode(text) {
    const [zone, sign, hours, minutes = "0"] = ZONE.exec(text) ?? unreadable(text);
    const offset = BigInt(Number(hours) * 60 + Number(minutes)) * 60_000_000n;
    const local = microseconds(text.slice(0, -(zone as string).length));
    return int64(sign === "-" ? local + offset : local - offset);
  },
  decode: (bytes) => `${isoTimestamp(bytes.readBigInt64BE(0))}+00`,
  size: 8,
};

function microseconds(text: string): bigint {
  const [date = "", time = "00:00:00"] = text.split(" ");
  return BigInt(midnight(date) - EPOCH_MS) * US_PER_MS + microsecondsOfDay(time);
}

function midnight(text: string): number {
  return DATE.test(text) ? Date.parse(`${text}T00:00:00Z`) : unreadable(text);
}

function microsecondsOfDay(text: string): bigint {
  const [, hours, minutes, seconds, fraction = ""] = TIME.exec(text) ?? unreadable(text);
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, "0"));
}

function isoTimestamp(value: bigint): string {
  const dayUs = BigInt(DAY_MS) * US_PER_MS;
  const ofDay = ((value % dayUs) + dayUs) % dayUs;
  const dayMs = Number((value - ofDay) / US_PER_MS);
  return `${isoDate(EPOCH_MS + dayMs)} ${isoTime(ofDay)}`;
}

function isoDate(ms: number): string {
  const date = new Date(ms);
  const text = Number.isNaN(date.getTime()) ? "infinity" : date.toISOString().slice(0, 10);
  // Years outside 0000 to 9999 come with a sign.
  return DATE.test(text) ? text : unreadable(text);
}

function isoTime(ofDay: bigint): string {
  const clock = new Date(Number(ofDay / US_PER_MS)).toISOString().slice(11, 19);
  const fraction = (ofDay % 1_000_000n).toString().padStart(6, "0");
  return `${clock}.${fraction}`;
}

function int64(value: bigint): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigInt64BE(value);
  return bytes;
}

function unreadable(text: string): never {
  throw new SqlError("0A000", `binary format of the time value "${text}" is not supported`);
}
