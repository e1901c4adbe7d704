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
  /** The steps that ended well, in the order in which they began: one may go on beside others. */
  readonly finished: readonly StepRecord[];
}

export function recordSteps(log: Logger): Steps {
  const begun: { record?: StepRecord }[] = [];
  return {
    get finished() {
      return begun.flatMap(({ record }) => record ?? []);
    },
    async step(name, work) {
      const place: (typeof begun)[number] = {};
      begun.push(place);
      const startedAt = new Date();
      const start = performance.now();
      const notes: StepNotes = {};
      log.debug({ step: name }, "started step");
      const result = await work((more) => Object.assign(notes, more));
      const ms = Math.round(performance.now() - start);
      place.record = { name, startedAt, ms, ...notes };
      log.info({ step: name, ms, ...notes }, "finished step");
      return result;
    },
  };
}
