import type { SampleEvent } from "./sessions.ts";

/** The next event of a session, and those after it. */
export interface Upcoming {
  readonly event: SampleEvent;
  readonly rest: Iterator<SampleEvent, void>;
}

/** The sessions that are under way, the one with the earliest event first (a binary heap). */
export class EventQueue {
  readonly #heap: Upcoming[] = [];

  get first(): Upcoming | undefined {
    return this.#heap[0];
  }

  add(upcoming: Upcoming): void {
    this.#heap.push(upcoming);
    let place = this.#heap.length - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#isBefore(place, parent)) return;
      this.#swap(place, parent);
      place = parent;
    }
  }

  /** To be called when the event of the first has become a later one. */
  reorderFirst(): void {
    let place = 0;
    while (true) {
      const left = 2 * place + 1;
      if (left >= this.#heap.length) return;
      const child = left + 1 < this.#heap.length && this.#isBefore(left + 1, left) ? left + 1 : left;
      if (!this.#isBefore(child, place)) return;
      this.#swap(place, child);
      place = child;
    }
  }

  removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.reorderFirst();
  }

  /** Earlier, or at the same time of an older session. */
  #isBefore(place: number, other: number): boolean {
    const one = (this.#heap[place] as Upcoming).event;
    const two = (this.#heap[other] as Upcoming).event;
    return one.time === two.time ? one.session.id < two.session.id : one.time < two.time;
  }

  #swap(place: number, other: number): void {
    const one = this.#heap[place] as Upcoming;
    this.#heap[place] = this.#heap[other] as Upcoming;
    this.#heap[other] = one;
  }
}
