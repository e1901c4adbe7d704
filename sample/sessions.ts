import type { Level, Listener } from "./cast.ts";
import { nextPage, nextPageLoggedOut, type Page, visitorPage } from "./pages.ts";
import { Random } from "./random.ts";
import type { Track, Tracks } from "./tracks.ts";

/** One visit to the player, planned; its events follow from it. */
export interface Session {
  readonly id: number;
  /** Undefined: a visitor who never logs in. */
  readonly listener: Listener | undefined;
  readonly level: Level;
  /** Seconds since the epoch. */
  readonly start: number;
  /** Number of events, at least 1. */
  readonly length: number;
  /** Seconds since the epoch by which it is over. */
  readonly deadline: number;
  /** The first pages, and the first song, where they are not left to chance. */
  readonly script?: readonly Page[];
  readonly firstTrack?: Track;
  /** Names the stream of random numbers its events are drawn from. */
  readonly keys: readonly number[];
}

/** One line of a log. Mutable: the next event of a session takes the place of the last. */
export interface SampleEvent {
  readonly session: Session;
  item: number;
  /** Seconds since the epoch. */
  time: number;
  page: Page;
  level: Level;
  loggedIn: boolean;
  /** What is played, on NextSong only. */
  track: Track | undefined;
}

/** The events of a session in order of time: songs follow each other as they end, other pages come between. */
export function* sessionEvents(session: Session, tracks: Tracks): Generator<SampleEvent, void> {
  const random = new Random(...session.keys);
  let songEnd = session.start;
  const event: SampleEvent = {
    session,
    item: 0,
    time: session.start,
    level: session.level,
    track: undefined,
    ...opening(session, random),
  };
  while (true) {
    event.track = undefined;
    if (event.page === "NextSong") {
      event.track = (songEnd === session.start && session.firstTrack) || tracks.draw(random);
      songEnd = event.time + Math.floor(event.track.duration);
    }
    yield event;
    if (event.item + 1 === session.length) return;
    advance(event, { songEnd, random });
  }
}

function opening({ listener, script }: Session, random: Random): { page: Page; loggedIn: boolean } {
  const scripted = script?.[0];
  if (scripted !== undefined) return { page: scripted, loggedIn: true };
  if (listener === undefined) return { page: visitorPage(random), loggedIn: false };
  const kind = random.next();
  if (kind < 0.57) return { page: "NextSong", loggedIn: true };
  if (kind < 0.93) return { page: "Home", loggedIn: true };
  return { page: kind < 0.97 ? "Home" : "Login", loggedIn: false };
}

function advance(event: SampleEvent, { songEnd, random }: { songEnd: number; random: Random }) {
  const { session, page: last } = event;
  if (last === "Submit Upgrade") event.level = "paid";
  if (last === "Submit Downgrade") event.level = "free";
  event.loggedIn = last === "Login" || (event.loggedIn && last !== "Logout");
  event.item += 1;
  event.page = session.script?.[event.item] ?? following(event, random);
  const latest = session.deadline - (session.length - event.item);
  event.time = Math.min(nextTime(event, { songEnd, random }), latest);
}

function following(event: SampleEvent, random: Random): Page {
  if (event.session.listener === undefined) return visitorPage(random);
  return event.loggedIn ? nextPage(event, random) : nextPageLoggedOut(random);
}

/** A song starts when the one before has ended; other pages are opened while it plays, or soon after. */
function nextTime(
  { page, time }: SampleEvent,
  { songEnd, random }: { songEnd: number; random: Random },
): number {
  if (page === "NextSong") return songEnd > time ? songEnd : time + random.below(60);
  const pause = page.startsWith("Submit") ? 1 : random.below(90);
  return songEnd > time ? Math.min(time + pause, songEnd - 1) : time + 1 + pause;
}
