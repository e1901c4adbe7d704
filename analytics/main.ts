import { begin } from "../local/start/begin.ts";

await begin(async () => (await import("./analytics-command.ts")).runAnalytics);
