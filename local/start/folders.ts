import { join } from "node:path";

/** The project. */
export const projectFolder = join(import.meta.dirname, "../..");

/** What the local Redshift keeps from one start to the next; git ignores it. */
export const stateFolder = join(projectFolder, ".local");
