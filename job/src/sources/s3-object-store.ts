import type { Readable } from "node:stream";
import {
  type _Object,
  DeleteObjectsCommand,
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";
import { JobError } from "../errors.ts";
import type { ObjectStore, StoredObject } from "./object-store.ts";
import { type S3Attempt, s3Error, s3Fault } from "./s3-fault.ts";
import { S3Reader } from "./s3-reader.ts";

/** Requests under way at once. */
const connections = 64;

/** Most objects in one page of a listing, and in one request that removes them. */
const pageSize = 1000;

/** How often a request is sent before its fault counts. */
const attempts = 5;

/** S3, by the SDK with its standard chains of credentials and endpoints; many small reads go by S3Reader. */
export class S3ObjectStore implements ObjectStore {
  readonly #region: string;
  readonly #client: S3Client;
  readonly #reader: S3Reader;
  readonly #closing = new AbortController();

  constructor({ region, endpoint }: { region: string; endpoint?: string | undefined }) {
    this.#region = region;
    this.#client = new S3Client({
      region,
      maxAttempts: attempts,
      // Objects are tied to their etags, and what is written is signed with its hash: no checksums besides.
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
      requestHandler: {
        connectionTimeout: 5_000,
        socketTimeout: 30_000,
        httpAgent: { keepAlive: true, maxSockets: connections },
        httpsAgent: { keepAlive: true, maxSockets: connections },
      },
      // A server that is not AWS rarely has a host name for each bucket.
      ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    });
    this.#reader = new S3Reader(this.#client, { region, connections, attempts });
  }

  async *list(bucket: string, prefix: string): AsyncGenerator<readonly StoredObject[], void> {
    const exact = prefix !== "" && !prefix.endsWith("/");
    const pages = paginateListObjectsV2(
      { client: this.#client, pageSize: exact ? 1 : pageSize },
      { Bucket: bucket, Prefix: prefix, EncodingType: "url" },
      { abortSignal: this.#closing.signal },
    );
    try {
      for await (const { Contents = [] } of pages) {
        const page = Contents.map((found) => storedObject(bucket, found));
        const wanted = exact ? page.filter(({ key }) => key === prefix) : page;
        if (wanted.length > 0) yield wanted;
        if (exact) return;
      }
    } catch (error) {
      throw this.#fault(error, { attempt: "list", bucket, key: prefix });
    }
  }
  async read(object: StoredObject): Promise<Uint8Array> {
    try {
      return await this.#reader.read(object);
    } catch (error) {
      throw this.#fault(error, { attempt: "read", bucket: object.bucket, key: object.key });
    }
  }

  async stream(object: StoredObject): Promise<Readable> {
    const { bucket, key, etag } = object;
    try {
      const { Body } = await this.#client.send(
        new GetObjectCommand({ Bucket: bucket, Key: key, IfMatch: `"${etag}"` }),
        { abortSignal: this.#closing.signal },
      );
      return Body as Readable;
    } catch (error) {
      throw this.#fault(error, { attempt: "read", bucket, key });
    }
  }

  async write(bucket: string, key: string, body: Uint8Array): Promise<string> {
    try {
      const { ETag } = await this.#client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }),
        { abortSignal: this.#closing.signal },
      );
      return plainEtag(ETag);
    } catch (error) {
      throw this.#fault(error, { attempt: "write", bucket, key });
    }
  }

  async remove(bucket: string, keys: readonly string[]): Promise<void> {
    for (let first = 0; first < keys.length; first += pageSize) {
      const Objects = keys.slice(first, first + pageSize).map((Key) => ({ Key }));
      await this.#removePage(bucket, Objects);
    }
  }

  close(): void {
    this.#closing.abort();
    this.#reader.close();
    this.#client.destroy();
  }

  async #removePage(bucket: string, Objects: { Key: string }[]): Promise<void> {
    let key = Objects[0]?.Key ?? "";
    try {
      const { Errors = [] } = await this.#client.send(
        new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
        { abortSignal: this.#closing.signal },
      );
      const [refused] = Errors;
      if (!refused) return;
      key = refused.Key ?? key;
      throw s3Error(refused.Code ?? "no code", { status: refused.Code === "AccessDenied" ? 403 : 503 });
    } catch (error) {
      throw this.#fault(error, { attempt: "remove", bucket, key });
    }
  }

  #fault(error: unknown, of: Omit<S3Attempt, "region">): unknown {
    if (error instanceof JobError) return error;
    return s3Fault(error, { ...of, region: this.#region });
  }
}

function storedObject(bucket: string, found: _Object): StoredObject {
  return {
    bucket,
    // EncodingType "url", since XML cannot hold every key.
    key: decodeURIComponent((found.Key ?? "").replaceAll("+", " ")),
    size: found.Size ?? 0,
    etag: plainEtag(found.ETag),
    lastModified: found.LastModified ?? new Date(0),
  };
}

function plainEtag(etag = ""): string {
  return etag.replaceAll('"', "");
}
