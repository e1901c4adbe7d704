import type { Listener } from "./cast.ts";
import { floatText, logText } from "./json-text.ts";
import { pages } from "./pages.ts";
import type { SampleEvent } from "./sessions.ts";

/** The keys of a log line in their order, which is that of the alphabet. */
export const logKeys = [
  "artist",
  "auth",
  "firstName",
  "gender",
  "itemInSession",
  "lastName",
  "length",
  "level",
  "location",
  "method",
  "page",
  "registration",
  "sessionId",
  "song",
  "status",
  "ts",
  "userAgent",
  "userId",
] as const;

/** A listener's share of a line, in the pieces that stand between what differs from line to line. */
interface Pieces {
  readonly untilItem: string;
  readonly lastName: string;
  readonly location: string;
  readonly registration: string;
  readonly userAgent: string;
}

const nobody: Pieces = {
  untilItem: ',"auth":"Logged Out","firstName":null,"gender":null,"itemInSession":',
  lastName: ',"lastName":null,"length":',
  location: '","location":null',
  registration: ',"registration":null,"sessionId":',
  userAgent: '796,"userAgent":null,"userId":""}',
};

const pageText = Object.fromEntries(
  Object.entries(pages).map(([page, { method, status }]) => [
    page,
    { page: `,"method":"${method}","page":"${page}"`, status: `,"status":${status},"ts":` },
  ]),
) as Record<keyof typeof pages, { page: string; status: string }>;

const piecesOf = new WeakMap<Listener, Pieces>();

/** One line of a log without its end: ASCII, `/` escaped, every time ending in the same three digits. */
export function logLine({ session, item, time, page, level, loggedIn, track }: SampleEvent): string {
  const who = loggedIn && session.listener ? listenerPieces(session.listener) : nobody;
  const what = pageText[page];
  return (
    `{"artist":${track?.artist ?? "null"}${who.untilItem}${item}${who.lastName}${track?.length ?? "null"}` +
    `,"level":"${level}${who.location}${what.page}${who.registration}${session.id}` +
    `,"song":${track?.title ?? "null"}${what.status}${time}${who.userAgent}`
  );
}

function listenerPieces(listener: Listener): Pieces {
  const known = piecesOf.get(listener);
  if (known) return known;
  const pieces: Pieces = {
    untilItem: `,"auth":"Logged In","firstName":${logText(listener.firstName)},"gender":"${listener.gender}","itemInSession":`,
    lastName: `,"lastName":${logText(listener.lastName)},"length":`,
    location: `","location":${logText(listener.location)}`,
    registration: `,"registration":${floatText(listener.registration)},"sessionId":`,
    userAgent: `796,"userAgent":${logText(listener.userAgent)},"userId":"${listener.userId}"}`,
  };
  piecesOf.set(listener, pieces);
  return pieces;
}
