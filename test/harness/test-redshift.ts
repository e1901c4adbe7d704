import { startLocalRedshift } from "../../local/start-server.ts";
import { type TestRedshift, trackClients } from "./track-clients.ts";

export interface TestRedshiftOptions {
  /** Folder that stands for S3; without it COPY has nothing to read. */
  s3Folder?: string;
  /** A file that outlives the server; memory without it. */
  warehouse?: string;
  tls?: { key: string; cert: string };
}

const login = { database: "sparkify", user: "dwh_admin", password: "only-for-tests" };

/**
 * A local Redshift of the test file's own: `const redshift = await startTestRedshift()` in beforeAll,
 * `await redshift.close()` in afterAll; or `await using` within one test. With a bucket: bucketAndRedshift.
 */
export async function startTestRedshift(options: TestRedshiftOptions = {}): Promise<TestRedshift> {
  const { warehouse = ":memory:", ...rest } = options;
  const server = await startLocalRedshift({ port: 0, warehouse, ...login, ...rest });
  return trackClients(server, login);
}

/** Runs `use` with a local Redshift and closes it, whatever happens. */
export async function withLocalRedshift<T>(
  options: TestRedshiftOptions,
  use: (redshift: TestRedshift) => Promise<T>,
): Promise<T> {
  await using redshift = await startTestRedshift(options);
  return await use(redshift);
}
