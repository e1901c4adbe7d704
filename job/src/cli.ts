import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";
import { help, type JobCommand, parseArguments } from "./arguments.ts";
import { readConfig } from "./config/read-config.ts";
import { ConfigError, exitCodes, Stopped } from "./errors.ts";
import { createLog, type Level, levels } from "./log.ts";
import { tellFailure } from "./run/failure.ts";
import type { JobContext } from "./run/run-context.ts";
import { sqlFolder } from "./warehouse/sql-file.ts";

/** Where text goes; it must be out when the process ends. */
interface Output {
  write(text: string): void;
}

/** What main.ts, which alone touches the process, hands over. */
export interface Invocation {
  args: readonly string[];
  environment: Readonly<Record<string, string | undefined>>;
  /** Aborted with a signal's name when the process is told to stop. */
  stop: AbortSignal;
  /** For the log, and for an answer alone where one is asked for: then the log goes to stderr. */
  stdout: Output;
  stderr: Output;
}

/** Runs the command that the arguments name; gives the exit code. Never throws. */
export async function main({ args, environment, stop, stdout, stderr }: Invocation): Promise<number> {
  const secrets = secretsOf(environment);
  const level = (environment.LOG_LEVEL ?? "info") as Level;
  const log = createLog({
    level: levels.includes(level) ? level : "info",
    secrets,
    to: args.includes("query") ? stderr : stdout,
  });
  try {
    if (!levels.includes(level)) {
      throw new ConfigError([`LOG_LEVEL: expected one of ${levels.join(", ")}, got "${level}"`]);
    }
    const command = parseArguments(args);
    if (command.name === "help") stdout.write(help);
    else if (command.name === "version") stdout.write(`${version()}\n`);
    else {
      const job = readContext(command.config, { environment, log, secrets, stop });
      return await perform(command, job, stdout);
    }
    return exitCodes.success;
  } catch (error) {
    return tellFailure(log, error);
  }
}

/** What the environment keeps secret by its name: known before the configuration is, whose faults are told too. */
function secretsOf(environment: Invocation["environment"]): string[] {
  const named = Object.entries(environment).filter(([name]) => /PASSWORD|SECRET|TOKEN/.test(name));
  return named.flatMap(([, value]) => value || []);
}

/** Each command is loaded when it is asked for: a run needs none of the others. */
async function perform(command: JobCommand, job: JobContext, stdout: Output): Promise<number> {
  switch (command.name) {
    case "run":
      return (await import("./commands/run.ts")).runCommand(job, command.selection);
    case "plan":
      await (await import("./commands/plan.ts")).plan(job, command.selection);
      break;
    case "create-tables":
      await (await import("./commands/create-tables.ts")).createTablesCommand(job);
      break;
    case "check":
      await (await import("./commands/check.ts")).check(job, { show: command.show });
      break;
    case "query":
      stdout.write(await (await import("./commands/query.ts")).query(job, command));
      break;
    case "unload":
      await (await import("./commands/unload.ts")).unload(job);
      break;
    case "forget":
      await (await import("./commands/forget.ts")).forget(job, command.user);
      break;
    case "reset":
      await (await import("./commands/reset.ts")).reset(job);
      break;
  }
  return exitCodes.success;
}

interface Surroundings {
  environment: Invocation["environment"];
  log: Logger;
  secrets: string[];
  stop: AbortSignal;
}

function readContext(path: string, { environment, log, secrets, stop }: Surroundings): JobContext {
  const { config, warnings } = readConfig(path, environment);
  secrets.push(config.cluster.password);
  for (const warning of warnings) log.warn({ config: path }, warning);
  return {
    config,
    log,
    stop: toStopped(stop),
    sqlFolder,
    storage: {
      folder: environment.S3_FOLDER || undefined,
      endpoint: environment.AWS_ENDPOINT_URL_S3 || environment.AWS_ENDPOINT_URL || undefined,
    },
    version: version(),
  };
}

/** The same signal with a reason that says what it means. */
function toStopped(stop: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const abort = () => controller.abort(new Stopped(stop.reason));
  if (stop.aborted) abort();
  else stop.addEventListener("abort", abort, { once: true });
  return controller.signal;
}

function version(): string {
  const path = join(import.meta.dirname, "../../package.json");
  return (JSON.parse(readFileSync(path, "utf8")) as { version: string }).version;
}
