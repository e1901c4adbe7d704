import { floatText, songText } from "./json-text.ts";
import type { Song } from "./songs.ts";

/** The number of the song whose file is written over many lines. */
const prettyPrinted = 3;

/** The text of a song's file: one object on a line without an end, or, for a single song, over many lines. */
export function songFileText(song: Song, number: number): string {
  const fields = [
    ["num_songs", "1"],
    ["artist_id", songText(song.artistId)],
    ["artist_latitude", coordinateText(song.place.latitude)],
    ["artist_longitude", coordinateText(song.place.longitude)],
    ["artist_location", songText(song.place.location)],
    ["artist_name", songText(song.artistName)],
    ["song_id", songText(song.songId)],
    ["title", songText(song.title)],
    ["duration", floatText(song.duration)],
    ["year", String(song.year)],
  ].map(([key, value]) => `"${key}": ${value}`);
  return number === prettyPrinted ? `{\n    ${fields.join(",\n    ")}\n}` : `{${fields.join(", ")}}`;
}

function coordinateText(degrees: number | null): string {
  return degrees === null ? "null" : floatText(degrees);
}
