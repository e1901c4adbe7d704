import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";

/** Where the objects of a bucket are: a key, percent-encoded, goes after the path. */
export interface BucketAddress {
  protocol: "http:" | "https:";
  hostname: string;
  port: number | undefined;
  path: string;
}

/** Stands for a key while the SDK is asked. */
const anyKey = "key";

/**
 * Asks the SDK where it would send a request: endpoints of the environment, of profiles and of AWS, in the host's
 * name or in the path, are its own rules. Nothing is sent.
 */
export async function bucketAddress(client: S3Client, bucket: string): Promise<BucketAddress> {
  const command = new GetObjectCommand({ Bucket: bucket, Key: anyKey });
  const asked = Promise.withResolvers<BucketAddress>();
  command.middlewareStack.add(
    () =>
      async ({ request }) => {
        const { protocol, hostname, port, path } = request as BucketAddress;
        asked.resolve({ protocol, hostname, port, path: path.slice(0, -anyKey.length) });
        return { response: undefined, output: { $metadata: {} } };
      },
    { step: "build" },
  );
  await client.send(command);
  return asked.promise;
}

/** A key in the path of a URL, as S3 signs it: all but letters, digits and `-._~/` is percent-encoded. */
export function keyInPath(key: string): string {
  const encoded = encodeURIComponent(key).replaceAll("%2F", "/");
  return encoded.replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
