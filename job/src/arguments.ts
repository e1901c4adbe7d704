import { parseArgs } from "node:util";
import { ConfigError } from "./errors.ts";

/** A command that works on the warehouse. */
export type JobCommand =
  | { name: "run" | "plan" | "create-tables" | "reset"; config: string }
  | { name: "check"; config: string; show: "keys" | "values" };

/** What the command line asks for. */
export type Command = { name: "help" } | { name: "version" } | JobCommand;

const commands = ["run", "plan", "create-tables", "check", "reset"] as const;

export const help = `The Sparkify job: JSON on S3 becomes a star schema in Amazon Redshift.

Usage: node job/main.ts [command] [options]

  run             load what is new or changed, check it, commit (the default)
  plan            say what a run would load, and change nothing
  create-tables   create the tables that are missing, apply new migrations
  check           check the whole warehouse, and change nothing
                    --show   show whole offending rows, not their keys alone: they may be personal
  reset           remove every table with all its rows, and create them anew
                    --yes    mean it

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
  const [given = "run", ...others] = positionals;
  const name = commands.find((command) => command === given);
  if (name === undefined || others.length > 0) {
    throw usage(`expected one of ${commands.join(", ")}, got "${positionals.join(" ")}"`);
  }
  if (values.show && name !== "check") throw usage('"--show" goes with check alone');
  if (values.yes && name !== "reset") throw usage('"--yes" goes with reset alone');
  if (name === "reset" && !values.yes) {
    throw usage('reset removes every table with all its rows: say "reset --yes" if that is what you want');
  }
  const { config } = values;
  return name === "check" ? { name, config, show: values.show ? "values" : "keys" } : { name, config };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        config: { type: "string", default: "dwh.cfg" },
        show: { type: "boolean" },
        yes: { type: "boolean" },
        help: { type: "boolean", short: "h" },
        version: { type: "boolean", short: "v" },
      },
    });
  } catch (cause) {
    throw usage((cause as Error).message);
  }
}

function usage(reason: string): ConfigError {
  return new ConfigError([`Cannot understand the command line: ${reason}; see --help`]);
}
