import type { StoredFile } from "../../engine/storage.ts";
import type { Table } from "../catalog/table.ts";
import type { CommandContext } from "../context.ts";
import type { Fault } from "./fault.ts";

/** What one COPY or UNLOAD did, for the system views: they show it even when its transaction was rolled back. */
interface CommandRecord {
  queryId: number;
  transactionId: number;
  sessionId: number;
  database: string;
  status: "running" | "completed" | "aborted";
  startedAt: Date;
  finishedAt?: Date;
}

export interface LoadRecord extends CommandRecord {
  table: Pick<Table, "oid" | "name">;
  source: string;
  format: string;
  rows: number;
  /** The files, each with its number of records, once they have been looked at. */
  files: Map<StoredFile, number>;
  faults: Fault[];
}

export interface UnloadRecord extends CommandRecord {
  destination: string;
  format: string;
  compression: string;
  rows: number;
  files: number;
  /** Bytes. */
  size: number;
  error?: string;
}

/** A server that is never stopped does not remember without end. */
const MAX_RECORDS = 1000;

/** The COPY and UNLOAD commands that a server has run, oldest first. */
export class LoadHistory {
  readonly loads: LoadRecord[] = [];
  readonly unloads: UnloadRecord[] = [];

  beginLoad(context: CommandContext, what: Pick<LoadRecord, "table" | "source" | "format">): LoadRecord {
    const record: LoadRecord = { ...begin(context), ...what, rows: 0, files: new Map(), faults: [] };
    remember(this.loads, record);
    return record;
  }

  beginUnload(
    context: CommandContext,
    what: Pick<UnloadRecord, "destination" | "format" | "compression">,
  ): UnloadRecord {
    const record: UnloadRecord = { ...begin(context), ...what, rows: 0, files: 0, size: 0 };
    remember(this.unloads, record);
    return record;
  }
}

function begin({ queryId, transactionId, processId, database }: CommandContext): CommandRecord {
  return {
    queryId,
    transactionId,
    sessionId: processId,
    database,
    status: "running",
    startedAt: new Date(),
  };
}

function remember<Kind>(records: Kind[], record: Kind): void {
  records.push(record);
  if (records.length > MAX_RECORDS) records.shift();
}
