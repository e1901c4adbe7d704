/** A signal that is aborted `ms` after another one: what may still be done once the run is told to stop. */
export function soonAfter(stop: AbortSignal, ms: number): AbortSignal {
  const controller = new AbortController();
  const begin = () => setTimeout(() => controller.abort(stop.reason), ms).unref();
  if (stop.aborted) begin();
  else stop.addEventListener("abort", begin, { once: true });
  return controller.signal;
}
