import type { Query } from "../syntax/ast.ts";
import type { Type } from "../types/type.ts";
import type { Table } from "./table.ts";

interface View {
  oid: number;
  schema: string;
  name: string;
  owner: string;
  /** The query as it was written. */
  text: string;
  columns: readonly { name: string; type: Type }[];
  /** WITH NO SCHEMA BINDING: its tables may be missing or change. */
  lateBinding: boolean;
  /** The query with its names resolved; a late-binding view's are looked up by each reader. */
  query?: Query | undefined;
  comment?: string | undefined;
}

export interface Schema {
  oid: number;
  name: string;
  owner: string;
}

export type Entry =
  | { kind: "schema"; schema: Schema }
  | { kind: "table"; table: Table }
  | { kind: "view"; view: View };

const FIRST_OID = 100_000;
export const TEMPORARY = "pg_temp";

/** What every session sees: the objects of committed transactions. */
export class Catalog {
  readonly entries = new Map<string, Entry>();
  #nextOid = FIRST_OID;

  constructor(entries: readonly Entry[] = []) {
    for (const entry of entries) {
      this.entries.set(keyOf(entry), entry);
      this.#nextOid = Math.max(this.#nextOid, oidOf(entry) + 1);
    }
  }

  nextOid(): number {
    this.#nextOid += 1;
    return this.#nextOid - 1;
  }
}

/** One session's view of the catalogue: the shared one, its temporary tables, and what its open transaction changed. */
export class SessionCatalog {
  readonly #shared: Catalog;
  readonly #temporary = new Map<string, Entry>();
  readonly #changes = new Map<string, Entry | undefined>();

  constructor(shared: Catalog) {
    this.#shared = shared;
  }

  nextOid(): number {
    return this.#shared.nextOid();
  }

  schema(name: string): Schema | undefined {
    const entry = this.#get(`schema ${name}`);
    return entry?.kind === "schema" ? entry.schema : undefined;
  }

  /** A table or view. */
  relation(schema: string, name: string): Exclude<Entry, { kind: "schema" }> | undefined {
    const entry = this.#get(`relation ${schema}.${name}`);
    return entry === undefined || entry.kind === "schema" ? undefined : entry;
  }

  entries(): Entry[] {
    const all = new Map<string, Entry | undefined>([
      ...this.#shared.entries,
      ...this.#temporary,
      ...this.#changes,
    ]);
    return [...all.values()].filter((entry) => entry !== undefined);
  }

  put(entry: Entry): void {
    this.#changes.set(keyOf(entry), entry);
  }

  remove(entry: Entry): void {
    this.#changes.set(keyOf(entry), undefined);
  }

  /** What the open transaction has made of each object that it changed; undefined for none, before or after. */
  changed(): { before: Entry | undefined; after: Entry | undefined }[] {
    return [...this.#changes].map(([key, after]) => ({ before: this.#committed(key), after }));
  }

  /** The transaction's changes become everybody's; those of temporary tables stay the session's. */
  commit(): void {
    for (const [key, entry] of this.#changes) {
      const target = key.startsWith(`relation ${TEMPORARY}.`) ? this.#temporary : this.#shared.entries;
      if (entry === undefined) target.delete(key);
      else target.set(key, entry);
    }
    this.#changes.clear();
  }

  rollback(): void {
    this.#changes.clear();
  }

  #get(key: string): Entry | undefined {
    if (this.#changes.has(key)) return this.#changes.get(key);
    return this.#committed(key);
  }

  #committed(key: string): Entry | undefined {
    return this.#temporary.get(key) ?? this.#shared.entries.get(key);
  }
}

function keyOf(entry: Entry): string {
  if (entry.kind === "schema") return `schema ${entry.schema.name}`;
  const { schema, name } = entry.kind === "table" ? entry.table : entry.view;
  return `relation ${schema}.${name}`;
}

export function oidOf(entry: Entry): number {
  if (entry.kind === "schema") return entry.schema.oid;
  return entry.kind === "table" ? entry.table.oid : entry.view.oid;
}
