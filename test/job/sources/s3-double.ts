import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { isSigned } from "./verify-signature.ts";

interface Held {
  body: Buffer;
  etag: string;
  lastModified: Date;
}

/** An answer in place of the double's own: return true when the request has been answered. */
type Interception = (request: IncomingMessage, response: ServerResponse) => boolean;

/** What S3 answers to the few requests the job sends, over HTTP, from memory. They must be signed, and rightly. */
export class S3Double {
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #buckets = new Map<string, Map<string, Held>>();
  readonly requests: { method: string; url: string }[] = [];
  intercept: Interception = () => false;
  /** How long every answer takes. */
  delayMs = 0;

  async start(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  createBucket(bucket: string): void {
    this.#buckets.set(bucket, new Map());
  }

  put(bucket: string, key: string, body: Uint8Array): string {
    const etag = createHash("md5").update(body).digest("hex");
    const lastModified = new Date();
    this.#buckets.get(bucket)?.set(key, { body: Buffer.from(body), etag, lastModified });
    return etag;
  }

  delete(bucket: string, key: string): void {
    this.#buckets.get(bucket)?.delete(key);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    this.requests.push({ method: request.method ?? "", url: request.url ?? "" });
    if (this.delayMs > 0) await wait(this.delayMs);
    if (this.intercept(request, response)) return;
    if (!isSigned(request)) {
      sendFault(response, 403, "SignatureDoesNotMatch");
      return;
    }
    const url = new URL(request.url ?? "", "http://double");
    const [bucket = "", ...steps] = url.pathname.slice(1).split("/").map(decodeURIComponent);
    const key = steps.join("/");
    const held = this.#buckets.get(bucket);
    if (!held) {
      sendFault(response, 404, "NoSuchBucket");
    } else if (request.method === "PUT") {
      response.writeHead(200, { etag: `"${this.put(bucket, key, body)}"` }).end();
    } else if (request.method === "POST") {
      for (const [, found] of body.toString().matchAll(/<Key>(.*?)<\/Key>/gs)) {
        held.delete(fromXml(found ?? ""));
      }
      send(response, "<DeleteResult></DeleteResult>");
    } else if (key === "") {
      send(response, listing(held, url.searchParams));
    } else {
      sendObject(held.get(key), { request, response });
    }
  }
}

export function sendFault(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { "content-type": "application/xml" });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`);
}

function send(response: ServerResponse, xml: string): void {
  response.writeHead(200, { "content-type": "application/xml" });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>${xml}`);
}

function sendObject(
  found: Held | undefined,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): void {
  const wanted = request.headers["if-match"];
  if (!found) {
    sendFault(response, 404, "NoSuchKey");
  } else if (wanted !== undefined && wanted !== `"${found.etag}"`) {
    sendFault(response, 412, "PreconditionFailed");
  } else {
    response.writeHead(200, { etag: `"${found.etag}"`, "content-length": found.body.length });
    response.end(found.body);
  }
}

function listing(held: ReadonlyMap<string, Held>, query: URLSearchParams): string {
  const after = query.get("continuation-token");
  const keys = [...held.keys()]
    .filter((key) => key.startsWith(query.get("prefix") ?? ""))
    .sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
    .filter((key) => after === null || Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0);
  const page = keys.slice(0, Number(query.get("max-keys") ?? 1000));
  const more = page.length < keys.length;
  const contents = page.map((key) => {
    const { body, etag, lastModified } = held.get(key) as Held;
    return `<Contents><Key>${encodeURIComponent(key).replaceAll("%20", "+")}</Key>
      <LastModified>${lastModified.toISOString()}</LastModified><ETag>&quot;${etag}&quot;</ETag>
      <Size>${body.length}</Size><StorageClass>STANDARD</StorageClass></Contents>`;
  });
  const token = more ? `<NextContinuationToken>${toXml(page.at(-1) ?? "")}</NextContinuationToken>` : "";
  return `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><KeyCount>${page.length}</KeyCount>
    <IsTruncated>${more}</IsTruncated>${token}${contents.join("")}</ListBucketResult>`;
}

function toXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function fromXml(text: string): string {
  const named: Record<string, string> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => named[name] ?? "");
}
