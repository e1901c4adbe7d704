import { setImmediate } from "node:timers/promises";

/**
 * Long synchronous work must let signals and sockets be served: call the returned function between pieces of it
 * and await what it returns. Once `ms` have passed it waits for a turn of the event loop.
 */
export function timeSlices(ms: number): () => Promise<void> | undefined {
  let began = performance.now();
  return function pauseWhenDue() {
    if (performance.now() - began < ms) return undefined;
    return setImmediate().then(() => {
      began = performance.now();
    });
  };
}
