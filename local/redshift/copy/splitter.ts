/** Takes the bytes of a file apart into records. */
export interface Splitter {
  /** Takes the file's next bytes; gives what is whole by now. */
  push(chunk: Buffer): Iterable<Piece>;
  /** The file is at its end: gives the rest. */
  end(): Iterable<Piece>;
}

/** A record, or what stands where one should. */
export interface Piece {
  /** A record's JSON; where there is a fault, the bytes as they stand in the file. */
  bytes: Buffer;
  /** Line in the file, from 1. */
  line: number;
  /** Why the bytes are no record. */
  fault?: { code: number; message: string } | undefined;
}
