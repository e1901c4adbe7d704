import { existsSync } from "node:fs";
import { mkdir, open, readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect, test, vi } from "vitest";
import type { EngineConnection } from "../../../local/engine/engine-connection.ts";
import { firstLimit, type MemoryUse } from "../../../local/engine/memory.ts";
import { openEngine } from "../../../local/engine/open-engine.ts";
import { temporaryFolder } from "../../harness/temporary-folder.ts";

// Little is so much a thread: on a machine with many of them it would be all, and the query below would not spill.
const { threads } = vi.hoisted(() => ({ threads: 2 }));
vi.mock("../../../local/engine/row-group.ts", async (original) => ({
  ...(await original<typeof import("../../../local/engine/row-group.ts")>()),
  THREADS: threads,
}));

interface Limited {
  connection: EngineConnection;
  /** The engine's limit, as it prints it. */
  limit(): Promise<string | null | undefined>;
}

async function withEngine<Result>(
  { warehouse, memory }: { warehouse: string; memory: MemoryUse },
  use: (engine: Limited) => Promise<Result>,
): Promise<Result> {
  const engine = await openEngine({ warehouse, memory });
  const connection = await engine.connect();
  await connection.run(`SET GLOBAL threads = ${threads}`);
  const limit = async () => (await connection.rows("SELECT current_setting('memory_limit')"))[0]?.[0];
  try {
    return await use({ connection, limit });
  } finally {
    connection.close();
    await engine.close();
  }
}

/** Sorts more than little memory holds. */
async function spill(connection: EngineConnection): Promise<void> {
  const [[rows] = []] = await connection.rows(
    "SELECT count(*) FROM (SELECT repeat(md5(i::VARCHAR), 8) AS text FROM range(2000000) r(i) ORDER BY text LIMIT 1999999)",
  );
  expect(rows).toBe("1999999");
}

test("an engine with little memory keeps to it while that is enough, and has all once it spills", async () => {
  await using folder = await temporaryFolder();
  const warehouse = join(folder.path, "warehouse.duckdb");
  const all = await withEngine({ warehouse, memory: "all" }, ({ limit }) => limit());
  await withEngine({ warehouse, memory: "as needed" }, async ({ connection, limit }) => {
    const little = await limit();
    expect(little).not.toBe(all);
    await connection.run("CREATE TABLE warehouse.small AS SELECT i FROM range(1000) r(i)");
    expect(await limit()).toBe(little);
    await spill(connection);
    await expect.poll(limit).toBe(all);
  });
});

test("what a killed one has spilled is removed, and hides no spill", async () => {
  await using folder = await temporaryFolder();
  const warehouse = join(folder.path, "warehouse.duckdb");
  const left = `${warehouse}.spill-of-one-that-was-killed`;
  await mkdir(left);
  await writeFile(join(left, "duckdb_temp_storage_DEFAULT-0.tmp"), "rows");
  const foreign = `${warehouse}.tmp`;
  await mkdir(foreign);
  await withEngine({ warehouse, memory: "as needed" }, async ({ connection, limit }) => {
    expect(existsSync(left)).toBe(false);
    const little = await limit();
    await spill(connection);
    await expect.poll(limit).not.toBe(little);
  });
  expect((await readdir(folder.path)).sort()).toEqual([basename(warehouse), basename(foreign)]);
});

test("the little memory of a large warehouse is an eighth of its file", async () => {
  await using folder = await temporaryFolder();
  const warehouse = join(folder.path, "warehouse.duckdb");
  const sizes = [0, 1_600_000_000, 2_400_000_000, 1e11];
  const limits: string[] = [firstLimit("as needed", warehouse)];
  for (const size of sizes) {
    const file = await open(warehouse, "w");
    await file.truncate(size); // takes no room on the disk
    await file.close();
    limits.push(firstLimit("as needed", warehouse));
  }
  expect(limits).toEqual(["220MB", "220MB", "220MB", "300MB", firstLimit("all", warehouse)]);
});
