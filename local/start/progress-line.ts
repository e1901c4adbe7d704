/** Where text for people goes: a terminal. */
export interface Terminal {
  write(text: string): void;
}

/** Anything shorter needs no progress. */
const PATIENCE_MS = 1000;
const REDRAW_MS = 100;
const CLEAR_LINE = "\r\x1b[K";

/** One line at the foot of a terminal that says what goes on, once it has gone on for a second. */
export class ProgressLine {
  readonly #terminal: Terminal;
  readonly #timer: NodeJS.Timeout;
  #since = performance.now();
  #text = "";
  #drawn = "";

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#timer = setInterval(() => this.#draw(), REDRAW_MS);
    this.#timer.unref();
  }

  /** Something begins. */
  begin(text: string): void {
    this.clear();
    this.#since = performance.now();
    this.#text = text;
  }

  /** The same thing goes on, with news. */
  update(text: string): void {
    this.#text = text;
  }

  /** Removes the line, so that other text can be written. */
  clear(): void {
    if (this.#drawn !== "") this.#terminal.write(CLEAR_LINE);
    this.#drawn = "";
  }

  /** Nothing goes on any more. */
  end(): void {
    this.clear();
    clearInterval(this.#timer);
  }

  #draw(): void {
    const elapsed = performance.now() - this.#since;
    if (this.#text === "" || elapsed < PATIENCE_MS) return;
    const line = `  … ${this.#text} ${Math.floor(elapsed / 1000)} s`;
    if (line !== this.#drawn) this.#terminal.write(CLEAR_LINE + line);
    this.#drawn = line;
  }
}
