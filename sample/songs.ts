import { artistPlaces, nowhere, type Place } from "./places.ts";
import { Random, streams } from "./random.ts";
import { inventArtistId, inventSongId } from "./song-ids.ts";
import { inventArtistName, inventTitle } from "./words.ts";

/** One song of the catalogue, as its file has it. */
export interface Song {
  readonly songId: string;
  readonly artistId: string;
  readonly artistName: string;
  readonly place: Place;
  readonly title: string;
  /** Seconds, five decimals. */
  readonly duration: number;
  /** 0 = unknown. */
  readonly year: number;
}

/** Songs that are the first of their artist. */
const ownArtists = 4;

/** The song that Lily plays: the first of every sample. */
const setantaMatins: Omit<Song, "songId" | "artistId"> = {
  title: "Setanta matins",
  artistName: "Elena",
  place: { location: "València", latitude: 39.46895, longitude: -0.37686 },
  duration: 254.06649,
  year: 0,
};

/**
 * Song number `song` (0, 1, …) of a seed: the same whatever the size of the sample. One in fifty is another recording
 * of an earlier one: the same title and name with a duration of its own.
 */
export function inventSong(seed: number, song: number): Song {
  const ids = { songId: inventSongId(song), artistId: inventArtistId(artistOf(seed, song)) };
  if (song === 0) return { ...ids, ...setantaMatins };
  const random = new Random(seed, streams.song, song);
  const credit = inventCredit(seed, artistOf(seed, song), random);
  const isAnotherRecording = song > 20 && random.chance(0.02);
  const { artistId, artistName, title } = isAnotherRecording
    ? inventSong(seed, 1 + random.below(song - 1))
    : { ...ids, ...credit, title: edgeBlanks(inventTitle(random), song) };
  return {
    songId: ids.songId,
    artistId,
    artistName,
    place: credit.place,
    title,
    duration: inventDuration(random),
    year: random.chance(0.6) ? 0 : 2010 - Math.floor(random.next() * random.next() * 55),
  };
}

/** Seconds with five decimals: mostly three to five minutes, a few skits and a few very long ones. */
export function inventDuration(random: Random): number {
  const kind = random.next();
  const spread = (random.next() + random.next() + random.next()) / 3;
  const seconds =
    kind < 0.03 ? 15 + 45 * spread : kind < 0.06 ? 300 + 1800 * spread * spread : 80 + 330 * spread;
  return Math.round(seconds * 1e5) / 1e5;
}

/**
 * The artist of a song: a new one for two songs in three, else that of an earlier song, so that few have many. The
 * artists of the first songs have one each, two of them with a number where text is expected (see inventCredit).
 */
function artistOf(seed: number, song: number): number {
  let number = song;
  while (number > ownArtists) {
    const random = new Random(seed, streams.artist, number);
    if (random.chance(0.64)) break;
    number = 1 + random.below(number - 1);
  }
  return number;
}

/** Name and place as one song credits its artist: now and then another spelling or another place than elsewhere. */
function inventCredit(seed: number, artist: number, song: Random): { artistName: string; place: Place } {
  const random = new Random(seed, streams.artist, artist, 1);
  const name = artist === 2 ? "112" : inventArtistName(random);
  if (artist === 4) return { artistName: name, place: { ...nowhere, location: "27" } };
  const place = random.chance(0.45) ? nowhere : random.pick(artistPlaces);
  const spelling = song.next();
  if (spelling < 0.04) return { artistName: `${name} featuring ${inventArtistName(song)}`, place };
  if (spelling < 0.06) return { artistName: name.toUpperCase(), place };
  if (spelling < 0.1) return { artistName: name, place: song.pick(artistPlaces) };
  return { artistName: name, place };
}

/** One song in a hundred has a blank before or after its title. */
function edgeBlanks(title: string, song: number): string {
  if (song % 200 === 77) return `${title} `;
  return song % 200 === 178 ? ` ${title}` : title;
}
