import { begin } from "./start/begin.ts";

await begin(async () => (await import("./start/local-command.ts")).runLocal);
