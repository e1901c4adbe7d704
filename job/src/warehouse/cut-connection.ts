import type { Client } from "pg";

/** Ends a connection without a word, where one may not be heard; the warehouse rolls back what was open on it. */
export function cutConnection(client: Client): void {
  // pg's types leave the connection out.
  (client as Client & { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}
