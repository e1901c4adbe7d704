import { begin } from "../local/start/begin.js";

await begin(async () => (await import("./analytics-command.ts")).runAnalytics);
