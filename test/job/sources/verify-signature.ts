import { createHash, createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** The secret that belongs to every access key here. */
export const secretAccessKey = "the/secret+of the test";

/** Whether a request bears the Signature Version 4 that its own headers call for. */
export function isSigned({ method, url = "", headers }: IncomingMessage): boolean {
  const parts =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/(.+), SignedHeaders=(.+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? "",
    );
  const [, scope = "", names = "", signature] = parts ?? [];
  const [path, query = ""] = url.split("?");
  const signed = names.split(";");
  const mustBeSigned = ["host", ...Object.keys(headers).filter((name) => name.startsWith("x-amz-"))];
  if (!mustBeSigned.every((name) => signed.includes(name))) return false;
  const request = [
    method,
    path,
    query
      .split("&")
      .map((pair) => (pair === "" || pair.includes("=") ? pair : `${pair}=`))
      .sort()
      .join("&"),
    ...signed.map((name) => `${name}:${String(headers[name]).trim()}`),
    "",
    names,
    headers["x-amz-content-sha256"],
  ].join("\n");
  const hashed = createHash("sha256").update(request).digest("hex");
  const text = `AWS4-HMAC-SHA256\n${headers["x-amz-date"]}\n${scope}\n${hashed}`;
  let key: Buffer | string = `AWS4${secretAccessKey}`;
  for (const part of [...scope.split("/"), text]) key = createHmac("sha256", key).update(part).digest();
  return Buffer.from(key).toString("hex") === signature;
}
