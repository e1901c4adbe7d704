import type { Warehouse } from "./warehouse.ts";

/**
 * Runs `body` in one transaction: committed when it ends, rolled back when it or the commit throws. `commit` stands
 * for the commit itself where a caller has something to say about it.
 */
export async function withTransaction<T>(
  warehouse: Warehouse,
  body: () => Promise<T>,
  { commit = () => warehouse.commit() }: { commit?: () => Promise<void> } = {},
): Promise<T> {
  await warehouse.begin();
  try {
    const result = await body();
    await commit();
    return result;
  } catch (error) {
    await warehouse.rollback();
    throw error;
  }
}
