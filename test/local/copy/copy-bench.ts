import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type pg from "pg";
import { startTestRedshift } from "../../harness/test-redshift.ts";

/** A local Redshift, a bucket and a client, for tests of COPY and UNLOAD. */
export interface CopyBench {
  readonly client: pg.Client;
  /** Folder that stands for S3; the tests' bucket is "bucket" in it. */
  readonly folder: string;
  /** Notices since they were last taken. */
  takeNotices(): string[];
  /** Writes an object of bucket "bucket". */
  put(key: string, content: string | Uint8Array): void;
  /** A new table; returns its name. */
  table(columns: string): Promise<string>;
  /** Copies the content of one object, `s3://bucket/<table>/data`, into the table. */
  copy(table: string, content: string | Uint8Array, options?: string): Promise<void>;
  /** Rows as arrays, in the order of all their columns. */
  rows(table: string): Promise<unknown[][]>;
  /** What the last COPY of the session refused. */
  faults(): Promise<Fault[]>;
  close(): Promise<void>;
}

interface Fault {
  line: number;
  column: string;
  code: number;
  message: string;
}

const IAM_ROLE = "iam_role 'arn:aws:iam::123456789012:role/copy'";

export async function openCopyBench(): Promise<CopyBench> {
  const folder = mkdtempSync(join(tmpdir(), "sparkify-copy-test-"));
  const redshift = await startTestRedshift({ s3Folder: folder });
  const client = await redshift.connect();
  const notices: string[] = [];
  client.on("notice", ({ message = "" }) => notices.push(message));
  let tables = 0;

  function put(key: string, content: string | Uint8Array): void {
    const path = join(folder, "bucket", key);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }

  return {
    client,
    folder,
    put,
    takeNotices: () => notices.splice(0),
    async table(columns) {
      tables += 1;
      await client.query(`create table t${tables} (${columns})`);
      return `t${tables}`;
    },
    async copy(table, content, options = "json 'auto'") {
      put(`${table}/data`, content);
      await client.query(`copy ${table} from 's3://bucket/${table}/data' ${IAM_ROLE} ${options}`);
    },
    async rows(table) {
      const { rows } = await client.query<unknown[]>({
        text: `select * from ${table}`,
        rowMode: "array",
      });
      return rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    },
    async faults() {
      const { rows } = await client.query<Fault>(
        `select line_number::int as line, trim(column_name) as "column", error_code as code,
            trim(error_message) as message
        from sys_load_error_detail where query_id = pg_last_copy_id() order by file_name, 1`,
      );
      return rows;
    },
    async close() {
      await client.end();
      await redshift.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The message with which a load of the table fails. */
export function loadFailed(table: string): string {
  return `Load into table '${table}' failed.  Check 'sys_load_error_detail' system table for details.`;
}
