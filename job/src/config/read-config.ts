import { readFileSync } from "node:fs";
import { ConfigError } from "../errors.ts";
import { type ParsedConfig, parseConfig } from "./parse-config.ts";

/** Reads and checks a dwh.cfg. Throws a ConfigError that names the file, also when it cannot be read. */
export function readConfig(
  path: string,
  environment: Readonly<Record<string, string | undefined>>,
): ParsedConfig {
  return parseConfig(readText(path), environment);
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const reason =
      (cause as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : String(cause);
    throw new ConfigError([`Cannot read configuration "${path}": ${reason}: name another with --config`], {
      cause,
    });
  }
}
