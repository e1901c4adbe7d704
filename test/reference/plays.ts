import { known, required, userNumber } from "./clean-value.ts";
import { grouped } from "./grouped.ts";
import { best, greatest, smallest, smallestText } from "./order.ts";
import type { LogEvent } from "./source-rows.ts";
import type { SongplayRow, SongRow } from "./star-rows.ts";
import { momentOf, timestamp } from "./timestamp.ts";

const itemsPerSession = 1_048_576;

/** One row a NextSong event, known by session and item, with the song of the same title and credited name if any. */
export function referencePlays(events: readonly LogEvent[], songs: readonly SongRow[]): SongplayRow[] {
  const plays = events.filter((event) => event.page === "NextSong").map(unmatchedPlay);
  const songsByName = grouped(songs, ({ title, artist_name }) => nameKey(title, artist_name));
  return [...grouped(plays, (play) => play.songplay_id).values()].map((versions) => {
    const play = best(versions, [
      greatest((row) => momentOf(row.start_time).getTime()),
      smallest((row) => row.user_id),
      smallestText((row) => row.level),
      smallestText((row) => row.location),
      smallestText((row) => row.user_agent),
      smallestText((row) => row.song_title),
      smallestText((row) => row.artist_name),
      smallest((row) => row.length),
    ]);
    return { ...play, ...songOf(play, songsByName) };
  });
}

function unmatchedPlay(event: LogEvent): SongplayRow {
  const session = required(event.sessionId, "sessionId");
  const item = required(event.itemInSession, "itemInSession");
  return {
    songplay_id: session * itemsPerSession + item,
    start_time: timestamp(required(event.ts, "ts")),
    user_id: required(userNumber(event.userId), "userId"),
    level: known(event.level),
    song_id: null,
    artist_id: null,
    session_id: session,
    location: known(event.location),
    user_agent: known(event.userAgent),
    item_in_session: item,
    song_title: known(event.song),
    artist_name: known(event.artist),
    length: event.length,
  };
}

/** Of several songs with the same names, the one of the closest duration, an unknown one last, then the smallest id. */
function songOf(
  { song_title, artist_name, length }: SongplayRow,
  songsByName: ReadonlyMap<string | null, SongRow[]>,
): Pick<SongplayRow, "song_id" | "artist_id"> {
  const key = nameKey(song_title, artist_name);
  const songs = key === null ? [] : (songsByName.get(key) ?? []);
  if (songs.length === 0) return { song_id: null, artist_id: null };
  const { song_id, artist_id } = best(songs, [
    smallest(({ duration }) => (duration === null || length === null ? null : Math.abs(duration - length))),
    smallestText((song) => song.song_id),
  ]);
  return { song_id, artist_id };
}

/** Equal for the same bytes of both, null where one is unknown: that matches nothing. */
function nameKey(title: string | null, artistName: string | null): string | null {
  return title === null || artistName === null ? null : JSON.stringify([title, artistName]);
}
