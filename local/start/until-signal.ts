/** Resolves at the first SIGINT or SIGTERM; those that follow change nothing, npm repeats them. */
export function untilSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    process.on("SIGINT", resolve);
    process.on("SIGTERM", resolve);
  });
}
