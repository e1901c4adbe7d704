import type { Config } from "../config/config.ts";
import type { Row, Warehouse } from "../warehouse/warehouse.ts";
import type { Source } from "./list-changes.ts";
import type { Selection } from "./selection.ts";

/** Versions of objects, as `versionOf` names them, that need no loading. */
export type KnownVersions = Readonly<Record<Source, ReadonlySet<string>>>;

/** What a warehouse knows that has no ledger yet. */
export const nothingKnown: KnownVersions = { events: new Set(), songs: new Set() };

/** Versions in the ledger, and those in quarantine; none when everything is to be loaded. */
export async function readKnown(
  warehouse: Warehouse,
  { config, selection: { scope, reload } }: { config: Config; selection: Selection },
): Promise<KnownVersions> {
  if (scope === "everything") return nothingKnown;
  const { rows: files } = await warehouse.run("ledger/loaded_files");
  const isQuarantine = config.s3.onBadObject === "quarantine";
  const rejects = isQuarantine ? (await warehouse.run("ledger/known_rejects")).rows : [];
  const versionsOf = (source: Source) => {
    const isOfSource = (row: Row) => row.source === source;
    const loaded = files.filter(isOfSource).flatMap((row) => String(row.versions).split("\n"));
    const rejected = rejects.filter(isOfSource).map((row) => String(row.version));
    const versions = [...loaded, ...rejected];
    return new Set(
      reload === undefined ? versions : versions.filter((version) => !version.startsWith(reload)),
    );
  };
  return { events: versionsOf("events"), songs: versionsOf("songs") };
}
