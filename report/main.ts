import { begin } from "../local/start/begin.js";

await begin(async () => (await import("./report-command.ts")).runReport);
