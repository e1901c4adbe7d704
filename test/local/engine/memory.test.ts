import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { EngineConnection } from "../../../local/engine/engine-connection.ts";
import type { MemoryUse } from "../../../local/engine/memory.ts";
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
  { memory, leftBehind = false }: { memory: MemoryUse; leftBehind?: boolean },
  use: (engine: Limited) => Promise<Result>,
): Promise<Result> {
  await using folder = await temporaryFolder();
  const warehouse = join(folder.path, "warehouse.duckdb");
  if (leftBehind) await mkdir(`${warehouse}.tmp`);
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

const allMemory = () => withEngine({ memory: "all" }, ({ limit }) => limit());

test("an engine with little memory keeps to it while that is enough, and has all once it spills", async () => {
  const all = await allMemory();
  await withEngine({ memory: "as needed" }, async ({ connection, limit }) => {
    const little = await limit();
    expect(little).not.toBe(all);
    await connection.run("CREATE TABLE warehouse.small AS SELECT i FROM range(1000) r(i)");
    expect(await limit()).toBe(little);
    const [[rows] = []] = await connection.rows(
      "SELECT count(*) FROM (SELECT repeat(md5(i::VARCHAR), 8) AS text FROM range(2000000) r(i) ORDER BY text LIMIT 1999999)",
    );
    expect(rows).toBe("1999999");
    await expect.poll(limit).toBe(all);
  });
});

test("what a killed one left would hide the first spill: such an engine has all from the start", async () => {
  const all = await allMemory();
  await withEngine({ memory: "as needed", leftBehind: true }, async ({ limit }) => {
    await expect.poll(limit).toBe(all);
  });
});
