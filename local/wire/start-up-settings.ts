import { FatalError } from "./fatal-error.ts";

/** What a start-up packet says beyond user and database. */
export interface StartUpSettings {
  applicationName: string;
  /** UTF8, or UNICODE as Redshift tells a client that asked for nothing. */
  clientEncoding: string;
  /** Run-time parameters, for the session to apply as SET does. */
  settings: Readonly<Record<string, string>>;
}

/** Nothing here does what these ask for, so they may only be empty. */
const UNSUPPORTED = ["options", "replication"];
/** What Amazon's drivers tell about themselves: no effect on anything. */
const DRIVER_NOTES = [
  "client_protocol_version",
  "driver_discovery_version",
  "driver_version",
  "os_version",
  "plugin_name",
];
/** Not run-time parameters. */
const OWN = new Set([
  ...["user", "database", "application_name", "client_encoding"],
  ...[...UNSUPPORTED, ...DRIVER_NOTES],
]);
const UTF8_NAMES = new Set(["UTF8", "UTF-8", "UNICODE"]);

/** Throws a FatalError 0A000 for an encoding other than UTF-8, command-line options and replication. */
export function startUpSettings(parameters: ReadonlyMap<string, string>): StartUpSettings {
  for (const name of UNSUPPORTED) {
    if (parameters.get(name)) {
      throw new FatalError("0A000", `start-up parameter "${name}" is not supported`);
    }
  }
  const settings = [...parameters].filter(([name]) => !OWN.has(name) && !name.startsWith("_pq_."));
  return {
    applicationName: parameters.get("application_name") ?? "",
    clientEncoding: clientEncoding(parameters.get("client_encoding") ?? "UNICODE"),
    settings: Object.fromEntries(settings),
  };
}

function clientEncoding(asked: string): string {
  // Some drivers quote the name, as SET would want it.
  const name = asked.replaceAll("'", "").toUpperCase();
  if (!UTF8_NAMES.has(name)) {
    throw new FatalError("0A000", `client_encoding "${asked}" is not supported`, {
      hint: "Use UTF8.",
    });
  }
  return name.replace("-", "");
}
