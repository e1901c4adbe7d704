import { createHash, createHmac } from "node:crypto";

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
}

export interface GetRequest {
  /** As the Host header has it. */
  host: string;
  /** Path of the URL, percent-encoded. */
  path: string;
  /** Headers that are part of the signature, by lower-case name. */
  headers: Readonly<Record<string, string>>;
}

const algorithm = "AWS4-HMAC-SHA256";
const emptyBody = sha256("");

/**
 * The headers of a GET request without query, signed for S3 with Signature Version 4:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function signGet(
  { host, path, headers }: GetRequest,
  { credentials, region, now }: { credentials: Credentials; region: string; now: Date },
): Record<string, string> {
  const time = now.toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const scope = `${time.slice(0, 8)}/${region}/s3/aws4_request`;
  const signed: Record<string, string> = {
    ...headers,
    host,
    "x-amz-content-sha256": emptyBody,
    "x-amz-date": time,
  };
  if (credentials.sessionToken) signed["x-amz-security-token"] = credentials.sessionToken;
  const names = Object.keys(signed).sort();
  const lines = names.map((name) => `${name}:${signed[name]}\n`).join("");
  const canonical = ["GET", path, "", lines, names.join(";"), emptyBody].join("\n");
  const text = [algorithm, time, scope, sha256(canonical)].join("\n");
  const signature = hmac(signingKey(credentials.secretAccessKey, scope), text).toString("hex");
  return {
    ...signed,
    authorization: `${algorithm} Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`,
  };
}

/** Made of the scope's four parts, one after the other; the last one made is kept, since it holds for a day. */
function signingKey(secret: string, scope: string): Buffer {
  if (lastKey?.secret !== secret || lastKey.scope !== scope) {
    const key = scope.split("/").reduce(hmac, Buffer.from(`AWS4${secret}`));
    lastKey = { secret, scope, key };
  }
  return lastKey.key;
}
let lastKey: { secret: string; scope: string; key: Buffer } | undefined;

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
