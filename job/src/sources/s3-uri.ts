/** Where something lies in S3. A prefix is a key that ends at "/", or "" for the whole bucket. */
export interface S3Uri {
  bucket: string;
  key: string;
}

/** Longest key that S3 takes, in bytes of UTF-8. */
const longestKey = 1024;

/**
 * Reads `s3://bucket/key`. A prefix gets the "/" it must end at; an object must have a key that ends at no "/".
 * What is wrong is returned as a phrase that says what was expected, for the reader of the configuration.
 */
export function parseS3Uri(
  text: string,
  { as }: { as: "prefix" | "object" },
): { uri: S3Uri } | { expected: string } {
  const match = /^s3:\/\/([^/]*)(?:\/(.*))?$/s.exec(text);
  if (!match) return { expected: as === "prefix" ? "s3://bucket/prefix/" : "s3://bucket/key" };
  const bucket = match[1] ?? "";
  const key = match[2] ?? "";
  const expected = bucketNameFault(bucket) ?? keyFault(key, as);
  if (expected) return { expected };
  const open = as === "prefix" && key !== "" && !key.endsWith("/");
  return { uri: { bucket, key: open ? `${key}/` : key } };
}

export function formatS3Uri({ bucket, key }: S3Uri): string {
  return `s3://${bucket}/${key}`;
}

/**
 * What is wrong with a bucket's name, or undefined. The rules of general purpose buckets:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function bucketNameFault(bucket: string): string | undefined {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    return "a bucket name of 3 to 63 lower-case letters, digits, dots and hyphens";
  }
  if (bucket.includes("..") || /^\d+\.\d+\.\d+\.\d+$/.test(bucket)) {
    return "a bucket name without two dots in a row that is no IP address";
  }
  return undefined;
}

function keyFault(key: string, as: "prefix" | "object"): string | undefined {
  if (as === "object" && (key === "" || key.endsWith("/"))) {
    return 's3://bucket/key with a key that does not end at "/"';
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (/[\x00-\x1f\x7f]/.test(key)) return "a key without control characters";
  if (Buffer.byteLength(key) >= longestKey) return `a key of fewer than ${longestKey} bytes`;
  return undefined;
}
