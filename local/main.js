import { begin } from "./start/begin.js";

await begin(async () => (await import("./start/local-command.ts")).runLocal);
