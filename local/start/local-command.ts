import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { startLocalRedshift } from "../start-server.ts";
import { ensureBucket } from "./ensure-bucket.ts";
import { stateFolder } from "./folders.ts";
import { psqlLine } from "./how-to-look.ts";
import { login, usualPort } from "./login.ts";
import { readPassword } from "./password.ts";
import { optionsHelp, readOptions } from "./read-options.ts";
import { untilSignal } from "./until-signal.ts";

const help = `A Redshift on this machine, for the job, psql and other clients, until Ctrl-C.

Usage: npm run local -- [options]

${optionsHelp}
  --port N          port to listen on (${usualPort})
  --help            this text

Exit codes: 0 stopped by Ctrl-C or SIGTERM, 1 bug, 2 it could not start.`;

/** `npm run local`: the server, until it is told to stop; gives the exit code. Rejects with a StartError. */
export async function runLocal(args: readonly string[]): Promise<number> {
  const options = readOptions(args, { port: usualPort });
  if (options === undefined) {
    console.log(help);
    return 0;
  }
  const { s3, warehouse, port } = options;
  await ensureBucket(options);
  await mkdir(dirname(warehouse), { recursive: true });
  const password = await readPassword(join(stateFolder, "password"));
  const server = await startLocalRedshift({ ...login, port, warehouse, s3Folder: s3, password });
  console.log(`Local Redshift on ${server.host}:${server.port}, until Ctrl-C

  database   ${login.database}
  user       ${login.user}
  password   ${password}
  warehouse  ${warehouse}
  S3         ${s3}

  ${psqlLine(server)}
`);
  await untilSignal();
  await server.close();
  return 0;
}
