import { startLocalRedshift } from "../../local/start-server.ts";

// A local Redshift in a process of its own, for tests that kill it.
const [warehouse = "", s3Folder = "", database = "", user = "", password = ""] = process.argv.slice(2);
const { port } = await startLocalRedshift({ port: 0, warehouse, s3Folder, database, user, password });
console.log(`listening on ${port}`);
