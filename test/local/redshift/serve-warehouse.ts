import { startLocalRedshift } from "../../../local/start-server.ts";

/** Serves the warehouse of its first argument until it is killed, and tells its parent where. */
const login = { database: "sparkify", user: "dwh_admin", password: "only-for-tests" };
const { host, port } = await startLocalRedshift({
  port: 0,
  warehouse: process.argv[2] ?? ":memory:",
  ...login,
});
process.send?.({ host, port, ...login });
