import type { Logger } from "pino";

/** What a step has to say beside its time: goes to the log and to etl_steps. */
interface StepNotes {
  rows?: number;
  files?: number;
  bytes?: number;
  parts?: number;
}

/** A finished step: one row of etl_steps. */
export interface StepRecord extends StepNotes {
  name: string;
  startedAt: Date;
  ms: number;
}

type Note = (notes: StepNotes) => void;

export interface Steps {
  /** Runs a named piece of the run, logs one line when it ends, and remembers it. */
  step<T>(name: string, work: (note: Note) => Promise<T>): Promise<T>;
  /** The steps that ended well, in order. */
  readonly finished: readonly StepRecord[];
  /** Name of the step that is under way, or was when the run failed. */
  readonly current: string;
}

export function recordSteps(log: Logger): Steps {
  const finished: StepRecord[] = [];
  let current = "start";
  return {
    finished,
    get current() {
      return current;
    },
    async step(name, work) {
      current = name;
      const startedAt = new Date();
      const start = performance.now();
      const notes: StepNotes = {};
      log.debug({ step: name }, "started step");
      const result = await work((more) => Object.assign(notes, more));
      const ms = Math.round(performance.now() - start);
      finished.push({ name, startedAt, ms, ...notes });
      log.info({ step: name, ms, ...notes }, "finished step");
      return result;
    },
  };
}
