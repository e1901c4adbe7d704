import { exitCodes, ObjectChanged, SourceError } from "../errors.ts";
import { formatS3Uri, type S3Uri } from "./s3-uri.ts";

export interface S3Attempt extends S3Uri {
  /** A verb, for the message. */
  attempt: "list" | "read" | "write" | "remove";
  /** Region that the request was meant for. */
  region: string;
}

/** The permission an attempt takes. */
const permissions = {
  list: "s3:ListBucket",
  read: "s3:GetObject",
  write: "s3:PutObject",
  remove: "s3:DeleteObject",
} as const;

/** Faults that a person must mend before another run can help, by the name of S3's or the SDK's error. */
const mends: Readonly<Record<string, string>> = {
  NoSuchBucket: "there is no such bucket",
  InvalidAccessKeyId: "S3 does not know the access key: renew the credentials",
  SignatureDoesNotMatch: "S3 refuses the signature: check the secret key",
  RequestTimeTooSkewed: "S3 refuses the signature: check the clock",
  ExpiredToken: "the credentials have expired: renew them",
  InvalidToken: "S3 refuses the session token: renew the credentials",
  CredentialsProviderError: "there are no AWS credentials: give the task a role, or set AWS_PROFILE",
};

/** What S3's or the SDK's error says of itself. */
interface Traits {
  /** The code of S3, of a system call, or the error's name. */
  name: string;
  /** HTTP status, when S3 answered. */
  status?: number | undefined;
  /** Region of the bucket, when it is another one. */
  region?: string | undefined;
}

/**
 * Says what failed and what to do. Exit code 2 for what a person must mend; 6, with `retryable: true` in the
 * details, for throttling, S3's own faults and lost connections, once the retries of the request are used up.
 * An object that is not the listed one any more is an ObjectChanged, retryable too; a bug stays as it is.
 */
export function s3Fault(error: unknown, of: S3Attempt): unknown {
  const traits = traitsOf(error);
  if (!traits) return error;
  const what = `Cannot ${of.attempt} "${formatS3Uri(of)}"`;
  const about = { cause: error, bucket: of.bucket, key: of.key };
  const change = of.attempt === "read" ? changeOf(traits) : undefined;
  if (change) {
    const message = `${what}: it was ${change} after it was listed`;
    return new ObjectChanged(message, { ...about, retryable: true });
  }
  if (isPassing(traits)) {
    const more = { ...about, exitCode: exitCodes.connection, retryable: true };
    return new SourceError(`${what}: S3 does not serve it now (${traits.name})`, more);
  }
  const reason = mendOf(traits, of) ?? `S3 refuses it (${traits.name})`;
  return new SourceError(`${what}: ${reason}`, { ...about, exitCode: exitCodes.config });
}

/** Whether the same request may be answered a moment later. */
export function isPassingFault(error: unknown): boolean {
  const traits = traitsOf(error);
  return traits !== undefined && isPassing(traits);
}

/** An error of the SDK's shape, by the code that S3 gave; without an answer by a code that says so. */
export function s3Error(
  code: string,
  { status, headers }: { status?: number; headers?: Readonly<Record<string, unknown>> },
): Error {
  const answer =
    status === undefined ? {} : { $metadata: { httpStatusCode: status }, $response: { headers } };
  return Object.assign(new Error(code), { name: code, code, ...answer });
}

function traitsOf(error: unknown): Traits | undefined {
  if (!(error instanceof Error)) return undefined;
  const { name, code, $metadata, $response } = error as Error & {
    code?: string;
    $metadata?: { httpStatusCode?: number };
    $response?: { headers?: Readonly<Record<string, string>> };
  };
  const status = $metadata?.httpStatusCode;
  const region = $response?.headers?.["x-amz-bucket-region"];
  if (status !== undefined) return { name, status, region };
  if (code === undefined && !(name in mends) && name !== "AbortError") return undefined;
  return { name: code ?? name, status, region };
}

function changeOf({ name, status }: Traits): "changed" | "removed" | undefined {
  if (status === 412) return "changed";
  return status === 404 && name !== "NoSuchBucket" ? "removed" : undefined;
}

/** No answer, too many requests, or a fault of S3. */
function isPassing({ name, status }: Traits): boolean {
  if (name in mends) return false;
  return status === undefined || status < 300 || status === 429 || status >= 500;
}

function mendOf({ name, status, region }: Traits, of: S3Attempt): string | undefined {
  if (name in mends) return mends[name];
  if (status === 301 || name === "AuthorizationHeaderMalformed") {
    return `the bucket is in ${region ? `region "${region}"` : "another region"}, not in "${of.region}": set [S3] REGION`;
  }
  if (status === 403) return `access denied: the job's role needs ${permissions[of.attempt]} on it`;
  return undefined;
}
