import { emptyQueryResponse, errorResponse, readyForQuery } from "./backend-message.ts";
import { type Channel, ClientGone } from "./channel.ts";
import { type Session, SqlError } from "./database.ts";
import { ExtendedQuery } from "./extended-query.ts";
import { FatalError } from "./fatal-error.ts";
import { decodeMessage, type FrontendMessage } from "./frontend-message.ts";
import type { RawMessage } from "./message-reader.ts";
import { sendResult } from "./send-result.ts";

const INTERNAL_ERROR = "XX000";

export interface ServeOptions {
  /** Bytes of the longest message a client may send. */
  maxMessageBytes: number;
  /** Told of every error that is a fault of the server: no SqlError, or one of XX000 that was caused by another. */
  onBug(error: unknown): void;
}

/** Answers the messages of one logged-in client, in their order, until it leaves. Rejects with a FatalError. */
export async function serveMessages(
  session: Session,
  channel: Channel,
  { maxMessageBytes, onBug }: ServeOptions,
): Promise<void> {
  const extended = new ExtendedQuery(session, channel);
  // After an error in the extended protocol everything up to the next Sync is skipped.
  let isSkipping = false;
  for (;;) {
    const raw = await channel.readMessage(maxMessageBytes);
    if (raw === undefined || raw.type === "X") return;
    if (isSkipping && raw.type !== "S") continue;
    try {
      await answer(decodeMessage(raw), { session, channel, extended });
      isSkipping = false;
    } catch (error) {
      channel.send(errorResponse(toSqlError(error, onBug), "ERROR"));
      isSkipping = !endsWithReady(raw);
    }
    if (endsWithReady(raw)) {
      channel.send(readyForQuery(session.status));
      await channel.flush();
    }
  }
}

function endsWithReady({ type }: RawMessage): boolean {
  return type === "Q" || type === "S";
}

interface Conversation {
  session: Session;
  channel: Channel;
  extended: ExtendedQuery;
}

async function answer(message: FrontendMessage, conversation: Conversation): Promise<void> {
  const { channel, extended } = conversation;
  switch (message.type) {
    case "query":
      await extended.dropUnnamed();
      await simpleQuery(message.sql, conversation);
      return extended.endTransaction();
    case "parse":
      return extended.parse(message);
    case "bind":
      return extended.bind(message);
    case "describe":
      return extended.describe(message.target);
    case "execute":
      return extended.execute(message.portal, message.maxRows);
    case "close":
      return extended.close(message.target);
    case "sync":
      return extended.endTransaction();
    case "flush":
      return channel.flush();
  }
}

async function simpleQuery(sql: string, { session, channel }: Conversation): Promise<void> {
  const statements = session.split(sql);
  if (statements.length === 0) channel.send(emptyQueryResponse);
  for await (const result of session.simpleQuery(statements)) await sendResult(result, channel);
}

/** Errors that end the session pass; a bug is reported and answered, and the session lives on. */
function toSqlError(error: unknown, onBug: (error: unknown) => void): SqlError {
  if (error instanceof FatalError || error instanceof ClientGone) throw error;
  // Redshift gives some faults of the user's data this code too; those have no other cause.
  if (error instanceof SqlError && (error.code !== INTERNAL_ERROR || error.cause === undefined)) return error;
  onBug(error);
  if (error instanceof SqlError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new SqlError(INTERNAL_ERROR, `internal error: ${reason}`, { cause: error });
}
