import { Calendar } from "./calendar.ts";
import { type Cast, inventCast } from "./cast.ts";
import { inventTracks, type Tracks } from "./tracks.ts";

/** What every day of a sample is made of. */
export interface World {
  readonly seed: number;
  readonly calendar: Calendar;
  readonly cast: Cast;
  readonly tracks: Tracks;
}

export function inventWorld(options: { seed: number; events: number; days: number }): World {
  const { seed } = options;
  const calendar = new Calendar(options);
  return {
    seed,
    calendar,
    cast: inventCast({ seed, pace: calendar.pace }),
    tracks: inventTracks(seed),
  };
}
