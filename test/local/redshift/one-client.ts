import type pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { startTestRedshift, type TestRedshiftOptions } from "../../harness/test-redshift.ts";
import type { TestRedshift } from "../../harness/track-clients.ts";

/** A local Redshift for the file's tests and one client of it, both closed at the end. */
export function useOneClient(options: TestRedshiftOptions = {}): {
  redshift: TestRedshift;
  client: pg.Client;
} {
  const use = {} as { redshift: TestRedshift; client: pg.Client };
  beforeAll(async () => {
    use.redshift = await startTestRedshift(options);
    use.client = await use.redshift.connect();
  });
  afterAll(async () => {
    await use.client.end();
    await use.redshift.close();
  });
  return use;
}
