import { ObjectChanged } from "../errors.ts";
import { formatS3Uri } from "../sources/s3-uri.ts";
import type { RunContext } from "./run-context.ts";
import type { Manifest } from "./stage-source.ts";

/**
 * After a COPY that failed: throws an ObjectChanged if an object that it read by itself is not the listed one any
 * more, since then whatever it says of the object is about another version, or about none.
 */
export async function verifyListed({ store }: RunContext, { objects }: Manifest): Promise<void> {
  for (const object of objects) {
    let etag: string | undefined;
    for await (const page of store.list(object.bucket, object.key)) {
      etag ??= page.find(({ key }) => key === object.key)?.etag;
    }
    if (etag === object.etag) continue;
    const uri = formatS3Uri(object);
    const change = etag === undefined ? "removed" : "changed";
    throw new ObjectChanged(`Cannot load "${uri}": it was ${change} after it was listed`, {
      object: uri,
    });
  }
}
