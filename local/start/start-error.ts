/** Something in the way of a start that a person can clear: what is wrong, and the way out. */
export class StartError extends Error {
  override readonly name = "StartError";
  /** What to do, as a sentence. */
  readonly wayOut: string;

  constructor(message: string, wayOut: string, options: ErrorOptions = {}) {
    super(message, options);
    this.wayOut = wayOut;
  }
}
