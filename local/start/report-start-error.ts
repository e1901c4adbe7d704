import { styleText } from "node:util";
import { StartError } from "./start-error.ts";

/** Says why a start failed; gives the exit code. A StartError is a matter for people, all else a bug. */
export function reportStartError(error: unknown): number {
  if (!(error instanceof StartError)) {
    console.error(error);
    return 1;
  }
  console.error(styleText("red", error.message, { stream: process.stderr }));
  console.error(error.wayOut);
  return 2;
}
