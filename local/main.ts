import "./start/thread-pool.ts";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ensureBucket } from "./start/ensure-bucket.ts";
import { stateFolder } from "./start/folders.ts";
import { psqlLine } from "./start/how-to-look.ts";
import { login, usualPort } from "./start/login.ts";
import { readPassword } from "./start/password.ts";
import { optionsHelp, readOptions } from "./start/read-options.ts";
import { reportStartError } from "./start/report-start-error.ts";
import { untilSignal } from "./start/until-signal.ts";
import { startLocalRedshift } from "./start-server.ts";

const help = `A Redshift on this machine, for the job, psql and other clients, until Ctrl-C.

Usage: npm run local -- [options]

${optionsHelp}
  --port N          port to listen on (${usualPort})
  --help            this text

Exit codes: 0 stopped by Ctrl-C or SIGTERM, 1 bug, 2 it could not start.`;

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), { port: usualPort });
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

main()
  .catch(reportStartError)
  .then((exitCode) => {
    process.exitCode = exitCode;
  });
