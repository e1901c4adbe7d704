import { connect } from "node:net";
import type { Client } from "pg";

/** Code of a CancelRequest, in the place of a protocol version. */
const cancelRequestCode = 80_877_102;

/**
 * Asks the warehouse to end the statement that a client is running. As every driver does, on a connection of its
 * own that carries nothing but the session's number and key; the outcome shows on the client (SQLSTATE 57014).
 */
export function cancelStatement(client: Client): void {
  // The session's number and key are there once connected; pg's types leave them out.
  const { processID, secretKey } = client as Client & { processID: number; secretKey: number };
  const request = Buffer.alloc(16);
  request.writeInt32BE(16, 0);
  request.writeInt32BE(cancelRequestCode, 4);
  request.writeInt32BE(processID, 8);
  request.writeInt32BE(secretKey, 12);
  const socket = connect({ host: client.host, port: client.port, timeout: 5_000 });
  socket.on("connect", () => socket.end(request));
  socket.on("timeout", () => socket.destroy());
  // Best effort: if it does not arrive, the one who asked ends the connection.
  socket.on("error", () => socket.destroy());
}
