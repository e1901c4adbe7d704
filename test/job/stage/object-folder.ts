import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FolderObjectStore } from "../../../job/src/sources/folder-object-store.ts";
import type { StoredObject } from "../../../job/src/sources/object-store.ts";

/** A folder with two empty buckets, "logs" and "work", as an object store. */
export class ObjectFolder implements AsyncDisposable {
  readonly store: FolderObjectStore;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.store = new FolderObjectStore(folder);
  }

  static async create(): Promise<ObjectFolder> {
    const folder = await mkdtemp(join(tmpdir(), "objects-"));
    for (const bucket of ["logs", "work"]) await mkdir(join(folder, bucket));
    return new ObjectFolder(folder);
  }

  /** Writes objects into the bucket "logs" and gives them as they are listed. */
  async put(texts: Readonly<Record<string, string | Uint8Array>>): Promise<StoredObject[]> {
    for (const [key, text] of Object.entries(texts)) {
      await this.store.write("logs", key, Buffer.from(text));
    }
    return this.list("logs");
  }

  pathOf(bucket: string, key: string): string {
    return join(this.#folder, bucket, key);
  }

  async list(bucket: string): Promise<StoredObject[]> {
    const objects: StoredObject[] = [];
    for await (const page of this.store.list(bucket, "")) objects.push(...page);
    return objects;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true });
  }
}
