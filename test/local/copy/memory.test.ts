import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import pg from "pg";
import { expect, test } from "vitest";
import type { MemoryUse } from "../../../local/engine/memory.ts";
import { openEngine } from "../../../local/engine/open-engine.ts";
import { openStorage } from "../../../local/engine/open-storage.ts";
import { loadCatalog } from "../../../local/redshift/catalog/catalog-store.ts";
import { openDatabase } from "../../../local/redshift/open-database.ts";
import { WireServer } from "../../../local/wire/wire-server.ts";
import { temporaryFolder } from "../../harness/temporary-folder.ts";

const records = 700;
const login = { database: "sparkify", user: "dwh_admin", password: "only-for-tests" };

/** The engine's memory limit before and after each of the COPYs, in MB. */
async function limits(memory: MemoryUse, files: readonly Buffer[]): Promise<number[]> {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, "bucket"));
  const engine = await openEngine({ warehouse: ":memory:", memory });
  const connection = await engine.connect();
  const catalog = await loadCatalog(connection, { owner: login.user });
  const storage = openStorage({ s3Folder: folder.path });
  const database = openDatabase({ engine, catalog, storage });
  const server = new WireServer(database, { ...login, onBug: (error) => console.error(error) });
  const { host, port } = await server.listen(0, "127.0.0.1");
  const limit = async () => {
    const [[bytes] = []] = await connection.rows(
      "SELECT parse_formatted_bytes(current_setting('memory_limit')) // 1000000",
    );
    return Number(bytes);
  };
  const client = new pg.Client({ host, port, ...login });
  try {
    await client.connect();
    await client.query("create table t (a integer)");
    const seen = [await limit()];
    for (const file of files) {
      await writeFile(join(folder.path, "bucket/file"), file);
      const gzip = file[0] === 0x1f ? "gzip" : "";
      await client.query(`copy t from 's3://bucket/file' iam_role default json 'auto' ${gzip}`);
      seen.push(await limit());
    }
    const { rows } = await client.query("select count(*)::int as loaded from t");
    expect(rows).toEqual([{ loaded: files.length * records }]);
    return seen;
  } finally {
    await client.end();
    connection.close();
    await server.close();
    await database.close();
  }
}

/** A file of records of 60 kB. */
function file(text: string): Buffer {
  return Buffer.from(`{"a":1,"b":"${text}"}\n`.repeat(records));
}

test("an engine with little memory is given all of it once more is loaded than goes with little", async () => {
  const [all = 0] = await limits("all", []);
  const plain = file("x".repeat(60_000));
  const [little = 0, ...after] = await limits("as needed", [plain, plain, plain]);
  expect(little).toBeLessThan(all);
  expect(after).toEqual([little, little, all]);
});

test("a packed file counts for more than its bytes", async () => {
  const [all = 0] = await limits("all", []);
  const packed = gzipSync(file(randomBytes(45_000).toString("base64")), { level: 1 });
  expect((await limits("as needed", [packed])).at(-1)).toBe(all);
});
