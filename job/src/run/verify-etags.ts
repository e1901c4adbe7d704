import { ObjectChanged } from "../errors.ts";
import { formatS3Uri } from "../sources/s3-uri.ts";
import type { RunContext } from "./run-context.ts";
import type { Manifest } from "./stage-source.ts";

/** Longest file name in the load records, in bytes: longer ones are cut. */
const recordedNameBytes = 256;

/**
 * COPY reads large objects by itself and takes the version that it finds: this throws an ObjectChanged if that is
 * not the listed one, which would go into the ledger. Only after the COPY of that manifest, in the same session.
 */
export async function verifyEtags({ warehouse }: RunContext, { objects }: Manifest): Promise<void> {
  if (objects.length === 0) return;
  const { rows } = await warehouse.run("staging/copied_etags");
  const copied = new Map(rows.map((row) => [row.file_name, String(row.file_etag ?? "").replaceAll('"', "")]));
  for (const object of objects) {
    const uri = formatS3Uri(object);
    const etag = copied.get(Buffer.from(uri).subarray(0, recordedNameBytes).toString());
    if (etag && etag !== object.etag) {
      throw new ObjectChanged(`Cannot load "${uri}": it was changed after it was listed`, {
        object: uri,
      });
    }
  }
}
