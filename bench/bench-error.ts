/** A benchmark that cannot be run as asked, or whose contenders do not agree. */
export class BenchError extends Error {
  override readonly name = "BenchError";
}
