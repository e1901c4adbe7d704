import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { parseArgs } from "node:util";
import { reportFailure } from "../analytics/report-failure.ts";
import { targetHelp, targetOptions, withWarehouse } from "../analytics/with-warehouse.ts";
import { ConfigError } from "../job/src/errors.ts";
import { stateFolder } from "../local/start/folders.ts";
import { collectReport } from "./collect/collect-report.ts";
import { bytes } from "./page/format.ts";
import { page } from "./page/page.ts";

const help = `Makes a page of what the warehouse holds, how it got there and what listeners do: one HTML file without scripts.

Usage: npm run report -- [options]

  --out FILE        where to write it (.local/report.html)
  --open            open it in the browser
${targetHelp}
  --help            this text

Exit codes: 0 made, 1 a bug, 2 it could not begin, 6 the warehouse cannot be reached.
`;

/** `npm run report`; gives the exit code. */
export async function runReport(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (options.help) process.stdout.write(help);
    else await makeReport(options);
    return 0;
  } catch (error) {
    return reportFailure(error);
  }
}

async function makeReport({ config, warehouse, out, open }: ReturnType<typeof readOptions>): Promise<void> {
  const target = { config, warehouse, environment: process.env };
  const data = await withWarehouse(target, (opened) => collectReport(opened, new Date()));
  const text = await page(data);
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, text);
  process.stdout.write(`Made ${relative(process.cwd(), out)}: ${bytes(Buffer.byteLength(text))}\n`);
  if (open) openInBrowser(out);
}

const openers: Partial<Record<NodeJS.Platform, string>> = { darwin: "open", win32: "explorer" };

function openInBrowser(path: string): void {
  const child = spawn(openers[process.platform] ?? "xdg-open", [path], { detached: true, stdio: "ignore" });
  child.on("error", (error) => console.error(`Cannot open the page: ${error.message}`));
  child.unref();
}

function readOptions(args: readonly string[]) {
  const flag = { type: "boolean" } as const;
  const out = { type: "string", default: join(stateFolder, "report.html") } as const;
  try {
    return parseArgs({ args: [...args], options: { ...targetOptions, out, open: flag, help: flag } }).values;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError([`Cannot understand the command line: ${reason}; see --help`], { cause });
  }
}
