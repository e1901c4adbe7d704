import { known, knownYear, required, userNumber } from "./clean-value.ts";
import { grouped } from "./grouped.ts";
import { best, greatest, preferred, shortestText, smallest, smallestText } from "./order.ts";
import type { LogEvent, SongFile } from "./source-rows.ts";
import type { ArtistRow, SongRow, UserRow } from "./star-rows.ts";
import { momentOf, timestamp } from "./timestamp.ts";

/** One row a user id on any page: as of the latest event. */
export function referenceUsers(events: readonly LogEvent[]): UserRow[] {
  const rows = events.flatMap((event): UserRow[] => {
    const user = userNumber(event.userId);
    if (user === null) return [];
    return [
      {
        user_id: user,
        first_name: known(event.firstName),
        last_name: known(event.lastName),
        gender: known(event.gender),
        level: known(event.level),
        last_event_at: timestamp(required(event.ts, "ts")),
        last_session_id: event.sessionId,
        last_item_in_session: event.itemInSession,
      },
    ];
  });
  return bestOfEach(rows, "user_id", [
    greatest((row) => momentOf(row.last_event_at).getTime()),
    greatest((row) => row.last_session_id),
    greatest((row) => row.last_item_in_session),
    smallestText((row) => row.first_name),
    smallestText((row) => row.last_name),
    smallestText((row) => row.gender),
    smallestText((row) => row.level),
  ]);
}

/** One row a song id: a known year before none, the highest year, then the rest. */
export function referenceSongs(files: readonly SongFile[]): SongRow[] {
  const rows = files.map(
    (file): SongRow => ({
      song_id: file.song_id,
      title: known(file.title),
      artist_id: known(file.artist_id),
      year: knownYear(file.year),
      duration: file.duration,
      artist_name: known(file.artist_name),
    }),
  );
  return bestOfEach(rows, "song_id", [
    greatest((row) => row.year),
    smallestText((row) => row.title),
    smallestText((row) => row.artist_id),
    smallest((row) => row.duration),
    smallestText((row) => row.artist_name),
  ]);
}

/** One row an artist id: with coordinates before without, with a place before without, the shortest name. */
export function referenceArtists(files: readonly SongFile[]): ArtistRow[] {
  const rows = files.map(
    (file): ArtistRow => ({
      artist_id: file.artist_id,
      name: known(file.artist_name),
      location: known(file.artist_location),
      latitude: file.artist_latitude,
      longitude: file.artist_longitude,
    }),
  );
  return bestOfEach(rows, "artist_id", [
    preferred((row) => row.latitude !== null && row.longitude !== null),
    preferred((row) => row.location !== null),
    shortestText((row) => row.name),
    smallestText((row) => row.name),
    smallestText((row) => row.location),
    smallest((row) => row.latitude),
    smallest((row) => row.longitude),
  ]);
}

function bestOfEach<Row>(
  rows: readonly Row[],
  key: keyof Row,
  rules: Parameters<typeof best<Row>>[1],
): Row[] {
  return [...grouped(rows, (row) => row[key]).values()].map((group) => best(group, rules));
}
