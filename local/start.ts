import { begin } from "./start/begin.ts";

await begin(async () => (await import("./start/start-command.ts")).runStart);
