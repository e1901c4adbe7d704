import { spawn } from "node:child_process";
import { once } from "node:events";
import { projectFolder } from "../../local/start/folders.ts";

/** How a program ended, and all it wrote. */
export interface Ended {
  /** null when a signal ended it. */
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface Program {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** Resolves with the match once the program has written it to stdout; rejects when it ends before. */
  written(pattern: RegExp): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
}

/** Starts `node <args>` in the project's folder; `environment` goes on top of this process's own. */
export function startProgram(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Program {
  const child = spawn(process.execPath, [...args], {
    cwd: projectFolder,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output.stderr += text;
  });
  const ended = once(child, "close").then(([code, signal]): Ended => ({ code, signal, ...output }));

  async function written(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(output.stdout);
      if (match !== null) return match;
      const end = await Promise.race([ended, once(child.stdout, "data").then(() => undefined)]);
      if (end !== undefined && pattern.exec(output.stdout) === null) {
        throw new Error(`It ended with ${end.code ?? end.signal}: ${end.stdout}${end.stderr}`);
      }
    }
  }

  return { pid: child.pid ?? 0, ended, written, kill: (signal) => child.kill(signal) };
}

/** Runs `node <args>` to its end. */
export function runProgram(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return startProgram(args, environment).ended;
}
