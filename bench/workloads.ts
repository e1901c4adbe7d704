import type { SampleOptions } from "../sample/generate-sample.ts";

/** A bucket to be loaded. Workloads of the same songs, events and days share one. */
export interface Workload {
  name: string;
  /** For people. */
  about: string;
  /** What the bucket holds. */
  sample: Pick<SampleOptions, "songs" | "events" | "days">;
  /** What comes later: the warehouse holds `sample` already, and the load of this alone is measured. */
  increment?: Pick<SampleOptions, "addSongs" | "addDays">;
}

const songs = 14_896;
const night = { addSongs: 50, addDays: 1 };
const month = { songs, events: 1_000_000, days: 30 };
const quarter = { songs, events: 10_000_000, days: 90 };
const threeQuarters = { songs, events: 30_000_000, days: 270 };

export const workloads: readonly Workload[] = [
  { name: "W1", about: "many small files", sample: { songs, events: 8_000, days: 30 } },
  { name: "W2", about: "1,000,000 events", sample: month },
  { name: "W3", about: "10,000,000 events", sample: quarter },
  {
    name: "W4-1M",
    about: "one day and 50 songs on top of 1,000,000 events",
    sample: month,
    increment: night,
  },
  { name: "W4-10M", about: "the same on top of 10,000,000", sample: quarter, increment: night },
  { name: "W4-30M", about: "the same on top of 30,000,000", sample: threeQuarters, increment: night },
  { name: "W5", about: "200,000 song files", sample: { songs: 200_000, events: 8_000, days: 30 } },
];

/** What runs in a few minutes. */
export const quickWorkloads = ["W1", "W2"];
