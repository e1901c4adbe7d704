import { begin } from "../local/start/begin.ts";

await begin(async () => (await import("./report-command.ts")).runReport);
