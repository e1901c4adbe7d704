import { SqlError } from "../../wire/database.ts";
import { unsupported } from "../syntax/cursor.ts";

export interface S3Address {
  bucket: string;
  key: string;
}

/** Reads `s3://bucket/key`; the key may be empty or a prefix. Other kinds of source are refused by name. */
export function parseS3Address(text: string): S3Address {
  const scheme = text.slice(0, Math.max(text.indexOf("://"), 0));
  if (scheme !== "" && scheme !== "s3") {
    throw unsupported(`${scheme}://`);
  }
  const rest = text.slice("s3://".length);
  const slash = rest.indexOf("/");
  const bucket = slash < 0 ? rest : rest.slice(0, slash);
  if (scheme === "" || bucket === "") {
    throw new SqlError("22023", `"${text}" is not an address of the form s3://bucket/key`);
  }
  return { bucket, key: slash < 0 ? "" : rest.slice(slash + 1) };
}

export function formatS3Address({ bucket, key }: S3Address): string {
  return `s3://${bucket}/${key}`;
}
