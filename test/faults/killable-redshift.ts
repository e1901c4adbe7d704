import { type Program, startProgram } from "../harness/program.ts";
import { type TestRedshift, trackClients } from "../harness/track-clients.ts";

const login = { database: "sparkify", user: "dwh_admin", password: "only-for-tests" };

/** A local Redshift in a process of its own, on a file that outlives it. */
export function openKillableRedshift(file: string) {
  let server: Program | undefined;

  /** Starts the server, again if need be; tells where it listens. */
  async function serve(s3Folder: string): Promise<{ host: string; port: number }> {
    const { database, user, password } = login;
    server = startProgram(["test/faults/serve.ts", file, s3Folder, database, user, password]);
    const [, port] = await server.written(/listening on (\d+)/);
    return { host: "127.0.0.1", port: Number(port) };
  }

  /** Ends it with SIGKILL. */
  async function kill(): Promise<void> {
    server?.kill("SIGKILL");
    await server?.ended;
  }

  async function start(s3Folder: string): Promise<TestRedshift> {
    return trackClients({ ...(await serve(s3Folder)), sessionCount: 0, close: kill }, login);
  }

  return { start, serve, kill };
}
