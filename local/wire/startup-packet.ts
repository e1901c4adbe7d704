import { ByteReader } from "./byte-reader.ts";
import { FatalError, protocolViolation } from "./fatal-error.ts";

/** What a client may ask before it is logged in. */
export type StartupPacket =
  | { kind: "ssl" }
  | { kind: "gss" }
  | { kind: "cancel"; processId: number; secretKey: number }
  | { kind: "startup"; minorVersion: number; parameters: ReadonlyMap<string, string> };

const CANCEL_REQUEST = 80877102;
const SSL_REQUEST = 80877103;
const GSSENC_REQUEST = 80877104;

/** Decodes the body of a packet without type byte. Throws a FatalError (08P01, 0A000). */
export function decodeStartup(body: Buffer): StartupPacket {
  const reader = new ByteReader(body);
  const version = reader.int32();
  switch (version) {
    case SSL_REQUEST:
      reader.end();
      return { kind: "ssl" };
    case GSSENC_REQUEST:
      reader.end();
      return { kind: "gss" };
    case CANCEL_REQUEST: {
      const processId = reader.int32();
      const secretKey = reader.int32();
      reader.end();
      return { kind: "cancel", processId, secretKey };
    }
  }
  const major = version >>> 16;
  const minorVersion = version & 0xffff;
  if (major !== 3) {
    throw new FatalError(
      "0A000",
      `unsupported frontend protocol ${major}.${minorVersion}: server supports 3.0`,
    );
  }
  return { kind: "startup", minorVersion, parameters: readParameters(reader) };
}

function readParameters(reader: ByteReader): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (;;) {
    if (reader.isAtEnd) throw protocolViolation("start-up packet has no terminator");
    const name = reader.string();
    if (name === "") break;
    parameters.set(name, reader.string());
  }
  reader.end();
  return parameters;
}
