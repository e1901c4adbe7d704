import { once } from "node:events";
import { createGzip } from "node:zlib";

/** Bytes the compressor is given at once: few and long turns in the thread pool. */
const batchSize = 256 * 1024;

/**
 * Level 1 takes 10 ms for 3.8 MB of logs and leaves 430 kB, level 6 takes 25 ms and leaves 357 kB. A part is read
 * once, in its own region, and removed: time counts, bytes hardly do.
 */
const level = 1;

/** Compresses lines in the thread pool. Holds what comes out of it until the end, and one batch of what goes in. */
export class GzipLines implements Disposable {
  readonly #gzip = createGzip({ level, chunkSize: batchSize });
  readonly #compressed: Buffer[] = [];
  readonly #batch = Buffer.allocUnsafeSlow(batchSize);
  #length = 0;

  constructor() {
    this.#gzip.on("data", (chunk: Buffer) => this.#compressed.push(chunk));
  }

  /** Adds lines; the LF after the last one is added to them. Resolves when more may be added. */
  async add(lines: Uint8Array): Promise<void> {
    if (this.#length + lines.length >= batchSize) await this.#flush();
    if (lines.length < batchSize) {
      this.#batch.set(lines, this.#length);
      this.#length += lines.length;
    } else {
      await this.#write(lines);
    }
    this.#batch[this.#length++] = 0x0a;
  }

  /** The gzip file, whole. */
  async end(): Promise<Uint8Array> {
    await this.#flush();
    const ended = once(this.#gzip, "end");
    this.#gzip.end();
    await ended;
    return Buffer.concat(this.#compressed);
  }

  [Symbol.dispose](): void {
    this.#gzip.destroy();
  }

  async #flush(): Promise<void> {
    if (this.#length === 0) return;
    await this.#write(this.#batch.subarray(0, this.#length));
    this.#length = 0;
  }

  /** Resolves when the compressor has taken the bytes, so that their buffer may be used again. */
  #write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#gzip.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  }
}
