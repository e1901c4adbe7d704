import type { Result, Row, Value } from "../wire/database.ts";
import type { Outcome, Plan } from "./plan.ts";
import { fieldOf } from "./types/describe.ts";

/** How a statement ends: with its last row or when nobody wants more, or with a fault while rows are read. */
interface Ending {
  end(): Promise<void>;
  /** Gives the fault as the client is to see it. */
  fail(error: unknown): Promise<unknown>;
}

/** What the wire reads of a statement. Without rows there is nothing left to happen. */
export function statementResult(plan: Plan, outcome: Outcome, ending: Ending): Result {
  const fields = fieldsOf(plan);
  if (!("rows" in outcome)) return { fields, batches: noRows(), tag: () => outcome.tag };
  let count = 0;
  async function* read(rows: AsyncIterable<Value[][]>): AsyncGenerator<readonly Row[]> {
    let failed = false;
    try {
      for await (const batch of rows) {
        count += batch.length;
        yield batch;
      }
    } catch (error) {
      failed = true;
      throw await ending.fail(error);
    } finally {
      if (!failed) await ending.end();
    }
  }
  return { fields: fields ?? [], batches: read(outcome.rows), tag: () => outcome.tag(count) };
}

export function fieldsOf(plan: Plan) {
  return plan.columns?.map(({ name, type }) => fieldOf(name, type)) ?? null;
}

async function* noRows(): AsyncGenerator<readonly Row[]> {}
