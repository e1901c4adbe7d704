import { parse as parseIni } from "ini";
import { ConfigError } from "../errors.ts";
import type { Config } from "./config.ts";
import { expandVariables } from "./expand-variables.ts";
import { type Key, keys } from "./keys.ts";
import { isLoopback } from "./values.ts";

type Environment = Readonly<Record<string, string | undefined>>;
type Section = Record<string, unknown>;
type Values<T> = { [K in keyof T]: T[K] extends Key<infer V> ? V : never };
type AllValues = { [S in keyof typeof keys]: Values<(typeof keys)[S]> };

/** The configuration, and what a person should know about the file although it can be used. */
export interface ParsedConfig {
  config: Config;
  warnings: string[];
}

/**
 * Reads the text of a dwh.cfg with the environment's values in it. Throws one ConfigError that lists every fault,
 * each with section, key, what was expected and what stands there; a secret's value never does.
 */
export function parseConfig(text: string, environment: Environment): ParsedConfig {
  const file = parseIni(text) as Record<string, unknown>;
  const faults: string[] = [];
  const values = readSections(file, { environment, faults });
  const warnings = findStrangers(file, faults);
  if (faults.length === 0 && values.CLUSTER.TLS === "off" && !isLoopback(values.CLUSTER.HOST)) {
    faults.push(
      `[CLUSTER] TLS: expected verify, since host "${values.CLUSTER.HOST}" is not this machine, got "off"`,
    );
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return { config: toConfig(values), warnings };
}

interface Reading {
  environment: Environment;
  faults: string[];
}

function readSections(file: Record<string, unknown>, reading: Reading): AllValues {
  const sections = Object.entries(keys).map(([section, sectionKeys]) => {
    const content = isSection(file[section]) ? file[section] : {};
    const values = Object.entries(sectionKeys).map(([name, key]) => [
      name,
      readKey(`[${section}] ${name}`, content[name], { ...reading, key }),
    ]);
    return [section, Object.fromEntries(values)];
  });
  return Object.fromEntries(sections) as AllValues;
}

function readKey(place: string, raw: unknown, { environment, faults, key }: Reading & { key: Key<unknown> }) {
  if (raw === undefined && key.fallback === undefined) {
    faults.push(`${place}: expected a value, got nothing: the key is missing`);
    return undefined;
  }
  const { text, missing } = expandVariables(String(raw ?? key.fallback), environment);
  if (missing.length > 0) {
    faults.push(`${place}: expected environment variable ${missing.join(" and ")}, got none: set it`);
    return undefined;
  }
  const parsed = text === "" && key.fallback !== "" ? { expected: "a value" } : key.parse(text);
  if ("value" in parsed) return parsed.value;
  faults.push(`${place}: expected ${parsed.expected}, got ${key.secret ? "a secret" : JSON.stringify(text)}`);
  return undefined;
}

/** Sections and keys that the job does not know: faults, but for the old [AWS], which deserves a better word. */
function findStrangers(file: Record<string, unknown>, faults: string[]): string[] {
  const warnings: string[] = [];
  for (const [section, content] of Object.entries(file)) {
    if (!isSection(content)) {
      faults.push(`${section}: expected keys in a section like [CLUSTER], got a key outside any`);
    } else if (section === "AWS") {
      warnings.push(
        "[AWS]: keys are not read from files, the standard AWS credential chain is used: remove the section, and make the key invalid if it was ever shared",
      );
    } else {
      findStrangeKeys(section, content, faults);
    }
  }
  return warnings;
}

function findStrangeKeys(section: string, content: Section, faults: string[]): void {
  const known = Object.hasOwn(keys, section) ? keys[section as keyof typeof keys] : undefined;
  if (known === undefined) {
    faults.push(`[${section}]: expected one of ${Object.keys(keys).join(", ")}, got an unknown section`);
    return;
  }
  for (const name of Object.keys(content)) {
    if (Object.hasOwn(known, name)) continue;
    faults.push(`[${section}] ${name}: expected one of ${Object.keys(known).join(", ")}, got an unknown key`);
  }
}

function isSection(value: unknown): value is Section {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function toConfig(values: AllValues): Config {
  const { CLUSTER, IAM_ROLE, S3, RUN } = values;
  return deepFreeze({
    cluster: {
      host: CLUSTER.HOST,
      port: CLUSTER.DB_PORT,
      database: CLUSTER.DB_NAME,
      user: CLUSTER.DB_USER,
      password: CLUSTER.DB_PASSWORD,
      tls: CLUSTER.TLS,
    },
    iamRole: IAM_ROLE.ARN,
    s3: {
      logData: S3.LOG_DATA,
      logJsonpath: S3.LOG_JSONPATH,
      songData: S3.SONG_DATA,
      region: S3.REGION,
      work: S3.WORK,
      lake: S3.LAKE,
      onBadObject: S3.ON_BAD_OBJECT,
    },
    run: {
      lockWaitSeconds: RUN.LOCK_WAIT_SECONDS,
      statementTimeoutSeconds: RUN.STATEMENT_TIMEOUT_SECONDS,
      retries: RUN.RETRIES,
      retrySeconds: RUN.RETRY_SECONDS,
      slices: RUN.SLICES,
    },
  });
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) {
    if (typeof part === "object" && part !== null) deepFreeze(part);
  }
  return Object.freeze(value);
}
