import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pino from "pino";
import { expect, it } from "vitest";
import { parseConfig } from "../../../job/src/config/parse-config.ts";
import { openWarehouse } from "../../../job/src/warehouse/open-warehouse.ts";
import type { Warehouse } from "../../../job/src/warehouse/warehouse.ts";
import { makeBucket } from "../../harness/bucket.ts";
import { jobEnvironment } from "../../harness/job.ts";
import { temporaryFolder } from "../../harness/temporary-folder.ts";
import { startTestRedshift } from "../../harness/test-redshift.ts";

const dwhCfg = readFileSync(new URL("../../../dwh.cfg", import.meta.url), "utf8");

/** Opens a session with these settings and no other SQL. The server's closing fails when one is left open. */
async function openWith(
  settings: string | undefined,
  use?: (warehouse: Warehouse) => Promise<unknown>,
): Promise<void> {
  using bucket = makeBucket("no data");
  await using sql = await temporaryFolder();
  await using redshift = await startTestRedshift({ s3Folder: bucket.folder });
  await mkdir(join(sql.path, "session"));
  if (settings !== undefined) await writeFile(join(sql.path, "session/settings.sql"), settings);
  const { config } = parseConfig(dwhCfg, jobEnvironment({ redshift, s3Folder: bucket.folder }));
  const stop = new AbortController().signal;
  await using warehouse = await openWarehouse({
    config,
    log: pino({ level: "silent" }),
    stop,
    sqlFolder: sql.path,
  });
  await use?.(warehouse);
}

const settings = "set statement_timeout to :STATEMENT_TIMEOUT;";

it("ends with the block that opened it", async () => {
  await openWith(settings);
});

it("ends when its settings are refused", async () => {
  await expect(openWith(`${settings} select 1 / 0;`)).rejects.toThrow(
    "Cannot run sql/session/settings.sql: division by zero",
  );
});

it("ends when the file of its settings is missing, which is not taken for a lost connection", async () => {
  await expect(openWith(undefined)).rejects.toMatchObject({ code: "ENOENT", name: "Error" });
});

it("takes the missing file of the lock for no lost connection either", async () => {
  await expect(openWith(settings, (warehouse) => warehouse.lock(1))).rejects.toMatchObject({
    code: "ENOENT",
    name: "Error",
  });
});
