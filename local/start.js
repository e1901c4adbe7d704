import { begin } from "./start/begin.js";

await begin(async () => (await import("./start/start-command.ts")).runStart);
