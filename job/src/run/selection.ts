import type { Config } from "../config/config.ts";
import { ConfigError } from "../errors.ts";
import { formatS3Uri } from "../sources/s3-uri.ts";

/** Which objects a run loads. */
export interface Selection {
  /** What the ledger has not, or everything there is, into a star that is emptied first. */
  scope: "changes" | "everything";
  /** Nothing but objects whose s3:// address begins with this. */
  only: string | undefined;
  /** Objects whose s3:// address begins with this are loaded again, whatever the ledger says. */
  reload: string | undefined;
}

/** Throws a ConfigError for a prefix that no object of the sources can begin with: it would select nothing. */
export function checkSelection({ only, reload }: Selection, { s3 }: Config): void {
  const sources = [formatS3Uri(s3.logData), formatS3Uri(s3.songData)];
  const faults = Object.entries({ "--only": only, "--reload": reload })
    .filter(([, prefix]) => prefix !== undefined && !sources.some((source) => prefix.startsWith(source)))
    .map(
      ([option, prefix]) =>
        `${option}: expected a prefix that begins with ${sources.join(" or ")}, got "${prefix}"`,
    );
  if (faults.length > 0) throw new ConfigError(faults);
}
