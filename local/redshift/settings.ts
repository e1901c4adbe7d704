import { SqlError } from "../wire/database.ts";

/** Settings that a session may change, with their defaults: https://docs.aws.amazon.com/redshift/latest/dg/cm_chap_ConfigurationRef.html */
const DEFAULTS: Record<string, string> = {
  analyze_threshold_percent: "10",
  application_name: "",
  client_encoding: "UTF8",
  client_min_messages: "notice",
  datestyle: "ISO, MDY",
  describe_field_name_in_uppercase: "off",
  downcase_delimited_identifier: "on",
  enable_case_sensitive_identifier: "off",
  enable_numeric_rounding: "on",
  enable_result_cache_for_session: "on",
  enable_vacuum_boost: "off",
  error_on_nondeterministic_update: "off",
  extra_float_digits: "0",
  json_parse_truncate_strings: "off",
  max_concurrency_scaling_clusters: "1",
  query_group: "default",
  search_path: '"$user", public',
  session_authorization: "default",
  spectrum_query_maxerror: "-1",
  statement_timeout: "0",
  stored_proc_log_min_messages: "log",
  timezone: "UTC",
  use_fips_ssl: "off",
  wlm_query_slot_count: "1",
  mv_enable_aqmv_for_session: "on",
  navigate_super_null_on_error: "on",
  cast_super_null_on_error: "on",
  standard_conforming_strings: "off",
};

/** What SHOW answers and SET refuses. */
const FIXED: Record<string, string> = {
  server_version: "8.0.2",
  server_encoding: "UNICODE",
  is_superuser: "on",
  integer_datetimes: "on",
  max_identifier_length: "127",
  max_index_keys: "32",
  lc_collate: "C",
  lc_ctype: "C",
  transaction_isolation: "serializable",
  transaction_read_only: "off",
};

/** Settings whose other value would change what statements mean here; to set them is refused. */
const ONLY_DEFAULT = new Set([
  "error_on_nondeterministic_update",

  "enable_case_sensitive_identifier",
  "downcase_delimited_identifier",
  "describe_field_name_in_uppercase",
  "session_authorization",
]);

const ALIASES: Record<string, string> = { "time zone": "timezone", names: "client_encoding" };

/** One session's settings. SET LOCAL, and a SET that is rolled back, leave no trace after the transaction. */
export class Settings {
  #committed = new Map<string, string>();
  #session = new Map<string, string>();
  #local = new Map<string, string>();
  readonly #defaults: Record<string, string>;

  /** What the start-up packet sets is what RESET goes back to. Throws as `set` does. */
  constructor({
    applicationName,
    startUp = {},
  }: { applicationName: string; startUp?: Readonly<Record<string, string>> }) {
    this.#defaults = { ...DEFAULTS, application_name: applicationName };
    for (const [name, value] of Object.entries(startUp)) this.set(name, value, { local: false });
    Object.assign(this.#defaults, Object.fromEntries(this.#session));
    this.#session.clear();
  }

  /** Throws 42704 for an unknown setting. */
  get(name: string): string {
    const key = canonical(name);
    const value = this.#local.get(key) ?? this.#session.get(key) ?? this.#defaults[key] ?? FIXED[key];
    if (value === undefined) throw unknown(name);
    return value;
  }

  names(): string[] {
    return [...Object.keys(this.#defaults), ...Object.keys(FIXED)].sort();
  }

  /** Undefined sets the default again. */
  set(name: string, value: string | undefined, { local }: { local: boolean }): void {
    const key = canonical(name);
    if (Object.hasOwn(FIXED, key)) {
      throw new SqlError("55P02", `parameter "${name}" cannot be changed`);
    }
    if (!Object.hasOwn(this.#defaults, key)) throw unknown(name);
    const next = value === undefined ? (this.#defaults[key] as string) : normalize(key, value);
    if (ONLY_DEFAULT.has(key) && next.toLowerCase() !== this.#defaults[key]) {
      throw new SqlError("0A000", `setting ${key} to ${next} is not supported by the local Redshift`);
    }
    (local ? this.#local : this.#session).set(key, next);
  }

  reset(): void {
    this.#session.clear();
    this.#local.clear();
  }

  commit(): void {
    this.#local.clear();
    this.#committed = new Map(this.#session);
  }

  rollback(): void {
    this.#local.clear();
    this.#session = new Map(this.#committed);
  }

  /** Schemas in which a bare name is looked up, in order, before temporary tables and pg_catalog are added. */
  searchPath(user: string): string[] {
    return this.get("search_path")
      .split(",")
      .map((part) => part.trim().replace(/^"(.*)"$|^'(.*)'$/, "$1$2"))
      .map((part) => (part === "$user" ? user : part.toLowerCase()))
      .filter((part) => part !== "");
  }

  /** Milliseconds, 0 for none. */
  statementTimeout(): number {
    return Number(this.get("statement_timeout"));
  }
}

function canonical(name: string): string {
  const lower = name.toLowerCase();
  return ALIASES[lower] ?? lower;
}

function unknown(name: string): SqlError {
  return new SqlError("42704", `unrecognized configuration parameter "${name}"`);
}

const SWITCHES = new Set(
  Object.entries(DEFAULTS)
    .filter(([, value]) => value === "on" || value === "off")
    .map(([name]) => name),
);

function normalize(key: string, value: string): string {
  if (key === "statement_timeout") return String(milliseconds(value));
  if (key === "timezone") return zoneName(value);
  if (key === "datestyle" && !/^\s*iso\b/i.test(value) && !/^\s*(mdy|us)\s*$/i.test(value)) {
    throw new SqlError("0A000", `datestyle ${value} is not supported by the local Redshift`);
  }
  if (key === "datestyle") {
    if (/dmy|ymd|european/i.test(value))
      throw new SqlError("0A000", `datestyle ${value} is not supported by the local Redshift`);
    return "ISO, MDY";
  }
  if (SWITCHES.has(key)) return switchValue(key, value);
  return value;
}

function switchValue(key: string, value: string): string {
  const lower = value.toLowerCase();
  if (["on", "true", "1", "yes"].includes(lower)) return "on";
  if (["off", "false", "0", "no"].includes(lower)) return "off";
  throw new SqlError("22023", `parameter "${key}" requires a Boolean value`);
}

const UNITS: Record<string, number> = { "": 1, ms: 1, s: 1000, min: 60_000, h: 3_600_000 };

function milliseconds(value: string): number {
  const match = /^\s*(\d+)\s*(ms|s|min|h)?\s*$/.exec(value);
  const total = match === null ? Number.NaN : Number(match[1]) * (UNITS[match[2] ?? ""] as number);
  if (Number.isNaN(total) || total > 2147483647) {
    throw new SqlError("22023", `invalid value for parameter "statement_timeout": "${value}"`);
  }
  return total;
}

function zoneName(value: string): string {
  try {
    return value.toUpperCase() === "UTC"
      ? "UTC"
      : new Intl.DateTimeFormat("en-US", { timeZone: value }).resolvedOptions().timeZone;
  } catch (error) {
    throw new SqlError("22023", `unrecognized time zone name: "${value}"`, { cause: error });
  }
}
