import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { ProcessFailed } from "./bench-error.ts";

/** How often a process is looked at: what it does after the last look is missed. */
const lookEveryMs = 20;

/** Clock ticks a second in /proc, which Linux keeps at 100 for programs. */
const ticksPerSecond = 100;

export interface Usage {
  /** Most memory it ever held, in bytes. */
  peakBytes: number;
  /** Of all its threads, user and system. */
  cpuSeconds: number;
}

export interface Measured {
  /** From start to exit, with that of its children. */
  seconds: number;
  /** The process itself, then its child if it had one. */
  usages: Usage[];
  stdout: string;
}

/** Runs `node <args>` to its end. Throws a ProcessFailed if that is not 0. Linux: memory is read from /proc. */
export async function measureProcess(
  args: readonly string[],
  { environment = {} }: { environment?: NodeJS.ProcessEnv } = {},
): Promise<Measured> {
  const start = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const watch = watchProcess(child.pid ?? 0);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  const seconds = (performance.now() - start) / 1000;
  const usages = watch.end();
  if (code !== 0) throw new ProcessFailed(`node ${args.join(" ")}`, { code, output: stderr + stdout });
  return { seconds, usages, stdout };
}

function watchProcess(pid: number): { end(): Usage[] } {
  const usages = new Map<number, Usage>();
  const timer = setInterval(look, lookEveryMs);
  function look() {
    const pids = usages.size < 2 ? [pid, ...childrenOf(pid)] : [...usages.keys()];
    for (const each of pids) {
      const usage = readUsage(each);
      if (usage) usages.set(each, usage);
    }
  }
  return {
    end() {
      clearInterval(timer);
      return [...usages.values()];
    },
  };
}

/** Those that its first thread made, as Node's does. To look through all of /proc takes time from what is measured. */
function childrenOf(parent: number): number[] {
  return (readProc(parent, `task/${parent}/children`) ?? "").split(" ").filter(Boolean).map(Number);
}

function readUsage(pid: number): Usage | undefined {
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readProc(pid, "status") ?? "");
  const cpuSeconds = readCpuSeconds(pid);
  // A process that has ended but was not waited for yet has no memory any more.
  if (!peak || cpuSeconds === undefined) return undefined;
  return { peakBytes: Number(peak[1]) * 1024, cpuSeconds };
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function readCpuSeconds(pid: number): number | undefined {
  const stat = readProc(pid, "stat");
  if (stat === undefined) return undefined;
  // The program's name, in parentheses, may hold blanks: fields are counted from behind it.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Undefined once the process is gone. */
function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch (error) {
    if (["ENOENT", "ESRCH"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}
