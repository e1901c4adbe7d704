import { randomBytes } from "node:crypto";
import type { SecureContext } from "node:tls";
import { authenticationMd5, negotiateProtocolVersion } from "./backend-message.ts";
import { ByteReader } from "./byte-reader.ts";
import type { Channel } from "./channel.ts";
import { FatalError, protocolViolation } from "./fatal-error.ts";
import { isMd5Answer } from "./md5-password.ts";
import { decodeStartup, type StartupPacket } from "./startup-packet.ts";

export interface LogInOptions {
  database: string;
  user: string;
  password: string;
  /** With it an SSLRequest is answered "S". */
  secureContext: SecureContext | undefined;
  cancel(processId: number, secretKey: number): void;
}

/** A client that proved its password. */
export interface Client {
  user: string;
  database: string;
  /** Parameters of the start-up packet by name, as sent. */
  parameters: ReadonlyMap<string, string>;
}

/** A start-up packet or a password is never longer: nothing bigger is read from somebody unknown. */
const MAX_BYTES = 10_000;

/**
 * Takes a client from its first byte to a proven password; undefined when it only cancelled a statement or left.
 * Rejects with a FatalError: 28P01, 3D000, 08P01, 0A000.
 */
export async function logIn(channel: Channel, options: LogInOptions): Promise<Client | undefined> {
  const packet = await negotiate(channel, options);
  if (packet === undefined) return undefined;
  const { parameters, minorVersion } = packet;
  const unknownOptions = [...parameters.keys()].filter((name) => name.startsWith("_pq_."));
  if (minorVersion > 0 || unknownOptions.length > 0) {
    channel.send(negotiateProtocolVersion(unknownOptions));
  }
  const user = parameters.get("user");
  if (user === undefined) throw new FatalError("28000", "no user name in start-up packet");
  const answer = await askPassword(channel);
  if (answer === undefined) return undefined;
  const { salt, text } = answer;
  // An unknown user goes the whole way too, and gets the same words.
  const isPassword = isMd5Answer(text, { user, password: options.password, salt });
  if (!isPassword || user !== options.user) {
    throw new FatalError("28P01", `password authentication failed for user "${user}"`);
  }
  const database = parameters.get("database") ?? user;
  if (database !== options.database) {
    throw new FatalError("3D000", `database "${database}" does not exist`);
  }
  return { user, database, parameters };
}

/** Answers requests for encryption, at most one each, until the start-up packet itself comes. */
async function negotiate(
  channel: Channel,
  { secureContext, cancel }: LogInOptions,
): Promise<(StartupPacket & { kind: "startup" }) | undefined> {
  const asked = new Set<string>();
  for (;;) {
    const raw = await channel.readStartup(MAX_BYTES);
    if (raw === undefined) return undefined;
    const packet = decodeStartup(raw.body);
    if (packet.kind === "startup") return packet;
    if (packet.kind === "cancel") {
      cancel(packet.processId, packet.secretKey);
      return undefined;
    }
    if (asked.has(packet.kind)) throw protocolViolation(`second ${packet.kind} request`);
    asked.add(packet.kind);
    const startsTls = packet.kind === "ssl" && secureContext !== undefined;
    channel.send(Buffer.from(startsTls ? "S" : "N"));
    channel.write();
    if (startsTls) await channel.startTls(secureContext);
  }
}

async function askPassword(channel: Channel): Promise<{ salt: Buffer; text: string } | undefined> {
  const salt = randomBytes(4);
  channel.send(authenticationMd5(salt));
  await channel.flush();
  const raw = await channel.readMessage(MAX_BYTES);
  if (raw === undefined) return undefined;
  if (raw.type !== "p") throw protocolViolation("expected a password message");
  const reader = new ByteReader(raw.body);
  const text = reader.string();
  reader.end();
  return { salt, text };
}
