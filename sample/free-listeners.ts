import type { Cast, Listener } from "./cast.ts";
import type { Random } from "./random.ts";
import type { SampleEvent } from "./sessions.ts";

const attempts = 50;

/** Keeps track of who is listening, so that nobody does so twice at a time. */
export class FreeListeners {
  readonly #cast: Cast;
  /** By rank: seconds since the epoch from which the listener is free again. */
  readonly #freeFrom: Float64Array;
  readonly #reserved = new Set<Listener>();

  constructor(cast: Cast) {
    this.#cast = cast;
    this.#freeFrom = new Float64Array(cast.listeners.length);
  }

  /** Leaves a listener out of what is drawn, for good. */
  reserve(listener: Listener): void {
    this.#reserved.add(listener);
    this.#freeFrom[listener.rank] = Infinity;
  }

  /** Draws one who is free at a time, and is busy until `release`; nobody when all those drawn are listening already. */
  draw(time: number, random: Random): Listener | undefined {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const listener = this.#cast.draw(random);
      if ((this.#freeFrom[listener.rank] as number) > time) continue;
      this.#freeFrom[listener.rank] = Infinity;
      return listener;
    }
    return undefined;
  }

  /** Frees the listener of a session's last event, once its song is over. */
  release({ session: { listener }, time, track }: SampleEvent): void {
    if (listener === undefined || this.#reserved.has(listener)) return;
    this.#freeFrom[listener.rank] = time + 1 + Math.floor(track?.duration ?? 0);
  }
}
