import { commandComplete, rowDescription } from "./backend-message.ts";
import type { Channel } from "./channel.ts";
import { rowEncoder } from "./data-rows.ts";
import type { Result } from "./database.ts";

/** Rows are handed to the socket when this much is queued, then the next batch is fetched. */
export const FLUSH_BYTES = 64 * 1024;

/** Sends a result to its end in text format: row description, rows, command tag. */
export async function sendResult(result: Result, channel: Channel): Promise<void> {
  const { fields, batches } = result;
  if (fields !== null) channel.send(rowDescription(fields, []));
  const encode = rowEncoder(fields ?? [], []);
  for await (const rows of batches) {
    channel.send(encode(rows));
    if (channel.pendingBytes >= FLUSH_BYTES) await channel.flush();
  }
  channel.send(commandComplete(result.tag()));
}
