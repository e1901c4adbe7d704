/** A fault that the one who asks for a sample can mend: an option out of range, a folder that is not a sample's. */
export class SampleError extends Error {
  override readonly name = "SampleError";
}
