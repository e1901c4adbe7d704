/** What a stream of random numbers is drawn for: two streams of one seed have nothing in common. */
export const streams = {
  cast: 1,
  song: 2,
  track: 3,
  session: 4,
  lateSession: 5,
  levelChange: 6,
  artist: 7,
} as const;

/**
 * A small seeded source of random numbers (mulberry32). Everything in a sample is drawn from a stream named by keys
 * (seed, what for, which one), so song 4,711 or day 12 can be made without making those before it.
 */
export class Random {
  #state: number;

  constructor(...keys: number[]) {
    this.#state = keys.reduce(mix, 0x9e3779b9);
  }

  /** In [0, 1), 32 bits of it. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let bits = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number in [0, end). */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

function mix(hash: number, key: number): number {
  let bits = Math.imul(hash ^ key, 0x9e3779b1);
  bits = Math.imul(bits ^ (bits >>> 15), 0x85ebca77);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae3d);
  return bits ^ (bits >>> 16);
}
