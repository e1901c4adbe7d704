import { styleText } from "node:util";
import { isFailed, isFinished, type JobRecord, parseRecord } from "./job-record.ts";
import { ProgressLine, type Terminal } from "./progress-line.ts";
import { failureOf, seconds, summaryOf } from "./summary.ts";

/** Tells people on a terminal what the job's log says. */
export class PeopleReport {
  readonly #terminal: Terminal;
  readonly #progress: ProgressLine;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#progress = new ProgressLine(terminal);
  }

  begin(activity: string): void {
    this.#progress.begin(activity);
  }

  update(activity: string): void {
    this.#progress.update(activity);
  }

  /** Something is done. */
  done(what: string, ms: number): void {
    this.print(`  ${styleText("green", "✔")} ${what.padEnd(16)} ${styleText("dim", seconds(ms))}`);
  }

  /** A line of the job's output. */
  line(line: string): void {
    const record = parseRecord(line);
    if (record === undefined) this.print(line);
    else this.#record(record);
  }

  print(text: string): void {
    this.#progress.clear();
    this.#terminal.write(`${text}\n`);
  }

  end(): void {
    this.#progress.end();
  }

  #record(record: JobRecord): void {
    if (isFinished(record)) this.print(summaryOf(record));
    else if (isFailed(record)) this.print(failureOf(record));
    else if (record.msg === "started step") this.begin(record.step ?? "");
    else if (record.msg === "finished step") this.done(record.step ?? "", record.ms ?? 0);
    else if (record.level === "warn" || record.level === "error") {
      this.print(`  ${styleText("yellow", "!")} ${record.msg}`);
    }
  }
}
