import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { _Object, S3Client } from "@aws-sdk/client-s3";
import type { Storage, StoredFile } from "./storage.ts";

/** S3 removes at most this many objects in one request. */
const REMOVED_AT_ONCE = 1000;

export interface EndpointOptions {
  /** Address of an S3 API; AWS's own without one. */
  endpoint?: string | undefined;
  /** Region to sign requests to `endpoint` for. */
  region?: string | undefined;
}

/** Storage over an S3 API, with AWS's usual ways to credentials and region. The SDK is read at the first use. */
export function endpointStorage(options: EndpointOptions): Storage {
  let opened: Promise<{ sdk: typeof import("@aws-sdk/client-s3"); client: S3Client }> | undefined;
  const open = () => {
    opened ??= openClient(options);
    return opened;
  };
  return {
    async *list(bucket, prefix) {
      const { sdk, client } = await open();
      // XML cannot hold every key as it is.
      const query = { Bucket: bucket, Prefix: prefix, EncodingType: "url" } as const;
      for await (const page of sdk.paginateListObjectsV2({ client }, query)) {
        for (const object of page.Contents ?? []) {
          const key = decodeURIComponent((object.Key ?? "").replaceAll("+", " "));
          yield storedFile(bucket, { ...object, Key: key });
        }
      }
    },
    async find(bucket, key) {
      const { sdk, client } = await open();
      try {
        const head = await client.send(new sdk.HeadObjectCommand({ Bucket: bucket, Key: key }));
        return storedFile(bucket, { ...head, Key: key, Size: head.ContentLength });
      } catch (error) {
        if (error instanceof sdk.NotFound) return undefined;
        throw error;
      }
    },
    async localPath(file, folder) {
      const { sdk, client } = await open();
      const command = new sdk.GetObjectCommand({
        Bucket: file.bucket,
        Key: file.key,
        IfMatch: `"${file.etag}"`,
      });
      const path = join(folder, randomUUID());
      const { Body } = await client.send(command);
      await pipeline(Body as Readable, createWriteStream(path));
      return path;
    },
    async write(bucket, key, localPath) {
      const { sdk, client } = await open();
      const { size } = await stat(localPath);
      const body = createReadStream(localPath);
      const object = { Bucket: bucket, Key: key, Body: body, ContentLength: size };
      await client.send(new sdk.PutObjectCommand(object));
    },
    async remove(bucket, keys) {
      const { sdk, client } = await open();
      for (let at = 0; at < keys.length; at += REMOVED_AT_ONCE) {
        const Objects = keys.slice(at, at + REMOVED_AT_ONCE).map((Key) => ({ Key }));
        await client.send(new sdk.DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
      }
    },
  };
}

/** An endpoint of one's own may have no regions, but the SDK insists on a name. */
async function openClient({ endpoint, region = "us-east-1" }: EndpointOptions) {
  const sdk = await import("@aws-sdk/client-s3");
  const client = new sdk.S3Client(
    endpoint === undefined
      ? {}
      : { endpoint, region, forcePathStyle: true, requestChecksumCalculation: "WHEN_REQUIRED" },
  );
  return { sdk, client };
}

function storedFile(bucket: string, object: _Object): StoredFile {
  return {
    bucket,
    key: object.Key ?? "",
    size: object.Size ?? 0,
    etag: (object.ETag ?? "").replaceAll('"', ""),
    lastModified: object.LastModified ?? new Date(0),
  };
}
