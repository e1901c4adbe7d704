import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import type { ObjectStore } from "../sources/object-store.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { Selection } from "./selection.ts";
import type { Listing } from "./start-listing.ts";
import type { Steps } from "./steps.ts";

/** What a command is given: it reads no argument, environment or clock of its own. */
export interface JobContext {
  config: Config;
  log: Logger;
  /** Aborted, with a Stopped as its reason, when the job is told to stop. */
  stop: AbortSignal;
  sqlFolder: string;
  /** A folder that stands for S3, or the address of another S3-compatible server. */
  storage: { folder: string | undefined; endpoint: string | undefined };
  /** Version of the job, for etl_runs. */
  version: string;
}

/** What the steps of one run share. */
export interface RunContext extends JobContext {
  selection: Selection;
  runId: string;
  startedAt: Date;
  store: ObjectStore;
  listing: Listing;
  warehouse: Warehouse;
  steps: Steps;
}
