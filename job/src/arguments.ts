import { parseArgs } from "node:util";
import { ConfigError } from "./errors.ts";
import { type Format, formats } from "./query/format-answer.ts";
import type { Selection } from "./run/selection.ts";

/** A command that works on the warehouse. */
export type JobCommand =
  | { name: "run" | "plan"; config: string; selection: Selection }
  | { name: "create-tables" | "reset" | "unload"; config: string }
  | { name: "check"; config: string; show: "keys" | "values" }
  | { name: "query"; config: string; question: string; format: Format }
  | { name: "forget"; config: string; user: number };

/** What the command line asks for. */
export type Command = { name: "help" } | { name: "version" } | JobCommand;

/** The commands, and the options that go with each beside --config. */
const commands: Readonly<Record<string, readonly string[]>> = {
  run: ["only", "reload"],
  plan: ["only", "reload"],
  rebuild: [],
  "create-tables": [],
  check: ["show"],
  unload: [],
  query: ["format"],
  forget: ["user", "yes"],
  reset: ["yes"],
};

export const help = `The Sparkify job: JSON on S3 becomes a star schema in Amazon Redshift.

Usage: node job/main.ts [command] [options]

  run             load what is new or changed, check it, commit (the default)
  plan            say what a run would load, and change nothing
                    --only PREFIX     nothing but objects whose s3:// address begins so
                    --reload PREFIX   objects whose s3:// address begins so, loaded already or not
  rebuild         everything from the bucket as it is now, in one transaction; readers see the old star until then
  create-tables   create the tables that are missing, apply new migrations
  check           check the whole warehouse, and change nothing
                    --show            show whole offending rows, not their keys alone: they may be personal
  query NAME      answer a question of sql/analytics, or of another FILE.sql, on stdout; the log is on stderr
                    --format FORMAT   table (the default), json or csv
  unload          write what changed since the last time to the lake, [S3] LAKE; a run does so by itself
  forget          take a person's rows out, and keep them out of every load to come
                    --user ID --yes   whom, and mean it
  reset           remove every table with all its rows, and create them anew
                    --yes             mean it

  --config FILE   the configuration (default: dwh.cfg)
  --help, --version

Exit codes: 0 done or nothing new · 1 a fault of the program · 2 configuration · 3 bad data · 4 a check failed
5 another run holds the lock · 6 warehouse or S3 unreachable · 143, 130 stopped by a signal
`;

/** Reads the command line. Throws a ConfigError that says what is wrong with it. */
export function parseArguments(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help) return { name: "help" };
  if (values.version) return { name: "version" };
  const [name = "run", ...others] = positionals;
  if (!Object.hasOwn(commands, name) || (others.length > 0 && name !== "query")) {
    throw usage(`expected one of ${Object.keys(commands).join(", ")}, got "${positionals.join(" ")}"`);
  }
  const { config, only, reload, ...options } = values;
  refuseStrangeOptions(name, { only, reload, ...options });
  switch (name) {
    case "run":
    case "plan":
      return { name, config, selection: { scope: "changes", only, reload } };
    case "rebuild":
      return { name: "run", config, selection: { scope: "everything", only: undefined, reload: undefined } };
    case "check":
      return { name, config, show: options.show ? "values" : "keys" };
    case "query":
      return { name, config, ...readQuestion(others, options) };
    case "forget":
      return { name, config, user: readUser(options) };
    case "reset":
      if (!options.yes)
        throw usage('reset removes every table with all its rows: say "reset --yes" to do it');
      return { name, config };
    case "unload":
      return { name, config };
    default:
      return { name: "create-tables", config };
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        config: { type: "string", default: "dwh.cfg" },
        only: { type: "string" },
        reload: { type: "string" },
        show: { type: "boolean" },
        format: { type: "string" },
        user: { type: "string" },
        yes: { type: "boolean" },
        help: { type: "boolean", short: "h" },
        version: { type: "boolean", short: "v" },
      },
    });
  } catch (cause) {
    throw usage((cause as Error).message);
  }
}

function refuseStrangeOptions(name: string, options: Readonly<Record<string, unknown>>): void {
  for (const [option, value] of Object.entries(options)) {
    if (value === undefined || commands[name]?.includes(option)) continue;
    const owners = Object.keys(commands).filter((command) => commands[command]?.includes(option));
    throw usage(`"--${option}" goes with ${owners.join(" and ")} alone`);
  }
}

function readQuestion(
  [question, ...others]: readonly string[],
  { format = "table" }: { format?: string | undefined },
): { question: string; format: Format } {
  if (question === undefined || others.length > 0) {
    throw usage("query needs one question: a name of sql/analytics, or a .sql file");
  }
  if (!Object.hasOwn(formats, format)) {
    throw usage(`"--format" must be one of ${Object.keys(formats).join(", ")}, got "${format}"`);
  }
  return { question, format: format as Format };
}

function readUser({ user, yes }: { user?: string | undefined; yes?: boolean | undefined }): number {
  if (user === undefined || !/^\d{1,10}$/.test(user)) {
    throw usage(`forget needs "--user" and a user id, got "${user ?? ""}"`);
  }
  if (!yes) throw usage('forget takes every row of the user out, for ever: say "--yes" to do it');
  return Number(user);
}

function usage(reason: string): ConfigError {
  return new ConfigError([`Cannot understand the command line: ${reason}; see --help`]);
}
