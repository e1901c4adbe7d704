import { SqlError } from "./database.ts";

/** An error that ends its session: ErrorResponse of severity FATAL, then the socket is closed. */
export class FatalError extends SqlError {}

/** A message that breaks the protocol (08P01): whatever follows it cannot be trusted. */
export function protocolViolation(message: string): FatalError {
  return new FatalError("08P01", message);
}
