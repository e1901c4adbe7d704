import type { ServerResponse } from "node:http";
import { createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { JobError } from "../../../job/src/errors.ts";
import type { ObjectStore, StoredObject } from "../../../job/src/sources/object-store.ts";
import { openObjectStore } from "../../../job/src/sources/open-object-store.ts";
import { S3Double, sendFault } from "./s3-double.ts";
import { secretAccessKey } from "./verify-signature.ts";

const bucket = "sparkify-test";
const region = "us-west-2";

let double: S3Double;
let store: ObjectStore;
let object: StoredObject;

beforeEach(async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", secretAccessKey);
  double = new S3Double();
  const endpoint = await double.start();
  double.createBucket(bucket);
  const etag = double.put(bucket, "a b.json", Buffer.from('{"a":1}'));
  object = { bucket, key: "a b.json", size: 7, etag, lastModified: new Date() };
  store = await openObjectStore({ region, endpoint });
});

afterEach(async () => {
  store.close();
  await double.stop();
  vi.unstubAllEnvs();
});

/** Answers the next requests (all, unless said how many) in place of the double. */
function answer(
  respond: (response: ServerResponse) => void,
  { times = Number.POSITIVE_INFINITY } = {},
): void {
  let left = times;
  double.intercept = (_, response) => {
    if (left-- <= 0) return false;
    respond(response);
    return true;
  };
}

async function faultOf(attempt: Promise<unknown>): Promise<JobError> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof JobError)) throw new Error("no JobError", { cause: error });
  expect(`${error.message} ${JSON.stringify(error.details)}`).not.toContain(secretAccessKey);
  return error;
}

function reasonOf({ message }: JobError): string {
  return message.slice(message.indexOf('": ') + 3);
}

const attempts = {
  list: () => store.list(bucket, "x/")[Symbol.asyncIterator]().next(),
  read: () => store.read(object),
  stream: () => store.stream(object),
  write: () => store.write(bucket, "x/y", Buffer.from("x")),
  remove: () => store.remove(bucket, ["x/y"]),
};

describe("what a person must mend ends with exit code 2 and says what to do:", () => {
  it.each([
    ["list", "s3://sparkify-test/x/\": access denied: the job's role needs s3:ListBucket on it"],
    ["read", "s3://sparkify-test/a b.json\": access denied: the job's role needs s3:GetObject on it"],
    ["stream", "s3://sparkify-test/a b.json\": access denied: the job's role needs s3:GetObject on it"],
    ["write", "s3://sparkify-test/x/y\": access denied: the job's role needs s3:PutObject on it"],
    ["remove", "s3://sparkify-test/x/y\": access denied: the job's role needs s3:DeleteObject on it"],
  ] as const)("no permission to %s", async (attempt, message) => {
    answer((response) => sendFault(response, 403, "AccessDenied"));
    const fault = await faultOf(attempts[attempt]());
    expect(fault.exitCode).toBe(2);
    expect(fault.message).toBe(`Cannot ${attempt === "stream" ? "read" : attempt} "${message}`);
    expect(double.requests).toHaveLength(1);
  });

  it.each([
    [404, "NoSuchBucket", "there is no such bucket"],
    [403, "InvalidAccessKeyId", "S3 does not know the access key: renew the credentials"],
    [403, "SignatureDoesNotMatch", "S3 refuses the signature: check the secret key"],
    [403, "RequestTimeTooSkewed", "S3 refuses the signature: check the clock"],
    [400, "ExpiredToken", "the credentials have expired: renew them"],
    [400, "InvalidRequest", "S3 refuses it (InvalidRequest)"],
  ])("status %i, %s", async (status, code, reason) => {
    answer((response) => sendFault(response, status, code));
    for (const attempt of [attempts.list, attempts.read, attempts.write]) {
      const fault = await faultOf(attempt());
      expect(fault.exitCode).toBe(2);
      expect(reasonOf(fault)).toBe(reason);
    }
  });

  it("another region", async () => {
    answer((response) => {
      response.setHeader("x-amz-bucket-region", "eu-west-1");
      sendFault(response, 301, "PermanentRedirect");
    });
    for (const attempt of [attempts.list, attempts.read, attempts.write]) {
      const fault = await faultOf(attempt());
      expect(fault.exitCode).toBe(2);
      expect(reasonOf(fault)).toBe(
        'the bucket is in region "eu-west-1", not in "us-west-2": set [S3] REGION',
      );
    }
  });

  it("no credentials", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", undefined);
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", undefined);
    vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
    vi.stubEnv("AWS_CONFIG_FILE", "/nowhere");
    vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere");
    for (const attempt of [attempts.list, attempts.read, attempts.write]) {
      const fault = await faultOf(attempt());
      expect(fault.exitCode).toBe(2);
      expect(reasonOf(fault)).toBe("there are no AWS credentials: give the task a role, or set AWS_PROFILE");
    }
  });

  it("the fault of one key of many that were to be removed", async () => {
    answer((response) => {
      response.writeHead(200, { "content-type": "application/xml" });
      response.end(
        "<DeleteResult><Error><Key>x/2</Key><Code>AccessDenied</Code><Message>no</Message></Error></DeleteResult>",
      );
    });
    const fault = await faultOf(store.remove(bucket, ["x/1", "x/2"]));
    expect(fault.message).toBe(
      `Cannot remove "s3://${bucket}/x/2": access denied: the job's role needs s3:DeleteObject on it`,
    );
  });
});

describe("what may pass", () => {
  it.each([
    ["503 SlowDown", (response: ServerResponse) => sendFault(response, 503, "SlowDown")],
    ["500 without words", (response: ServerResponse) => response.writeHead(500).end()],
    ["a lost connection", (response: ServerResponse) => response.destroy()],
  ])("is tried again after %s", async (_, respond) => {
    answer(respond, { times: 2 });
    expect(Buffer.from(await store.read(object)).toString()).toBe('{"a":1}');
    answer(respond, { times: 1 });
    expect(await store.write(bucket, "x/y", Buffer.from("x"))).toHaveLength(32);
    answer(respond, { times: 1 });
    expect(await attempts.list()).toMatchObject({ value: [{ key: "x/y", size: 1 }] });
  });

  it.each([
    [
      "cut short",
      (response: ServerResponse) =>
        response.writeHead(200, { "content-length": 7 }).write("{}", () => response.destroy()),
    ],
    ["of another length", (response: ServerResponse) => response.writeHead(200).end("{}")],
  ])("is tried again after an object %s", async (_, respond) => {
    answer(respond, { times: 2 });
    expect(Buffer.from(await store.read(object)).toString()).toBe('{"a":1}');
  });

  it("ends with exit code 6, to be tried again by the run, when it does not pass", async () => {
    answer((response) => sendFault(response, 500, "InternalError"));
    const { list, read, write, remove } = attempts;
    for (const fault of await Promise.all([list(), read(), write(), remove()].map(faultOf))) {
      expect(fault.exitCode).toBe(6);
      expect(fault.details).toMatchObject({ retryable: true, bucket });
      expect(reasonOf(fault)).toBe("S3 does not serve it now (InternalError)");
    }
    expect(double.requests).toHaveLength(4 * 5);
  });

  it("says so when an object never comes whole", async () => {
    answer((response) => response.writeHead(200).end("{}"));
    const fault = await faultOf(store.read(object));
    expect(fault.exitCode).toBe(6);
    expect(fault.message).toBe(
      'Cannot read "s3://sparkify-test/a b.json": S3 does not serve it now (2 of 7 bytes came)',
    );
  });

  it("says so when nobody listens", async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as { port: number };
    await new Promise((done) => server.close(done));
    const lost = await openObjectStore({ region, endpoint: `http://127.0.0.1:${port}` });
    const refused = [lost.read(object), lost.write(bucket, "x", Buffer.from("x"))];
    for (const fault of await Promise.all(refused.map(faultOf))) {
      expect(fault.exitCode).toBe(6);
      expect(fault.details).toMatchObject({ retryable: true });
      expect(reasonOf(fault)).toBe("S3 does not serve it now (ECONNREFUSED)");
    }
    lost.close();
  });
});

it("removes more objects than one request takes", async () => {
  const keys = Array.from({ length: 1001 }, (_, key) => `many/${key}`);
  for (const key of keys) double.put(bucket, key, Buffer.from(""));
  await store.remove(bucket, keys);
  expect(double.requests.map(({ method }) => method)).toEqual(["POST", "POST"]);
  expect(await store.list(bucket, "many/")[Symbol.asyncIterator]().next()).toEqual({
    done: true,
    value: undefined,
  });
});

it("ends what is under way when it is closed", async () => {
  double.intercept = () => true;
  const reads = [faultOf(store.read(object)), faultOf(store.write(bucket, "x", Buffer.from("x")))];
  await vi.waitFor(() => expect(double.requests).toHaveLength(2));
  store.close();
  await Promise.all(reads);
});
