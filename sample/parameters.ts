import { SampleError } from "./sample-error.ts";
import { mostSongs } from "./song-ids.ts";

/** What a sample is: the same parameters give the same bytes. */
export interface SampleParameters {
  /** Song files. */
  readonly songs: number;
  /** Lines in the log files of `days` together. */
  readonly events: number;
  /** Log files, the first for 1 November 2018. */
  readonly days: number;
  readonly seed: number;
  /** Songs that came later, on top of `songs`. */
  readonly addSongs: number;
  /** Days that came later, on top of `days` and as busy as those. */
  readonly addDays: number;
}

const defaultParameters: SampleParameters = {
  songs: 700,
  events: 8000,
  days: 30,
  seed: 2018,
  addSongs: 0,
  addDays: 0,
};

const ranges: Readonly<Record<keyof SampleParameters, readonly [least: number, most: number]>> = {
  songs: [1, mostSongs],
  events: [1, 1_000_000_000],
  days: [1, 3650],
  seed: [0, 0xffff_ffff],
  addSongs: [0, mostSongs],
  addDays: [0, 3650],
};

/** Fills in the defaults. Throws a SampleError that names the parameter, what it must be and what it is. */
export function completeParameters(given: Partial<SampleParameters>): SampleParameters {
  const parameters = { ...defaultParameters };
  for (const key of Object.keys(ranges) as (keyof SampleParameters)[]) {
    const value = given[key] ?? defaultParameters[key];
    const [least, most] = ranges[key];
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new SampleError(`"${key}" must be a whole number from ${least} to ${most}: got ${value}`);
    }
    Object.assign(parameters, { [key]: value });
  }
  if (parameters.songs + parameters.addSongs > mostSongs) {
    throw new SampleError(`"songs" and "addSongs" must be at most ${mostSongs} together`);
  }
  return parameters;
}
