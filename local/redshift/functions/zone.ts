import { SqlError } from "../../wire/database.ts";

const ABBREVIATIONS: Record<string, string> = {
  est: "Etc/GMT+5",
  edt: "Etc/GMT+4",
  cst: "Etc/GMT+6",
  cdt: "Etc/GMT+5",
  mst: "Etc/GMT+7",
  mdt: "Etc/GMT+6",
  pst: "Etc/GMT+8",
  pdt: "Etc/GMT+7",
  utc: "UTC",
  gmt: "UTC",
  zulu: "UTC",
  z: "UTC",
};

/** A zone's name for the engine. Abbreviations stand for a fixed distance, whatever the date. Throws 22023. */
export function zoneForEngine(name: string): string {
  const known = ABBREVIATIONS[name.trim().toLowerCase()];
  if (known !== undefined) return known;
  if (/[+-]\d/.test(name) && !name.startsWith("Etc/")) {
    throw new SqlError("0A000", `time zone offsets (${name}) are not supported by the local Redshift`);
  }
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name.trim() }).resolvedOptions().timeZone;
  } catch (error) {
    throw new SqlError("22023", `time zone "${name}" not recognized`, { cause: error });
  }
}
