import { floatText, logText, twiceEncoded } from "./json-text.ts";
import { Random, streams } from "./random.ts";
import { inventDuration, inventSong } from "./songs.ts";
import { inventArtistName, inventTitle } from "./words.ts";

/** Something that can be played, in the log's own JSON text. */
export interface Track {
  readonly artist: string;
  readonly title: string;
  /** Seconds. */
  readonly duration: number;
  readonly length: string;
}

export interface Tracks {
  readonly setantaMatins: Track;
  draw(random: Random): Track;
}

/** Share of plays of songs that the whole catalogue has, of which a sample's songs are the first part. */
const catalogueShare = 0.075;
/** Songs 4 to 16,383: each doubling of the number halves the chance. */
const firstOctave = 2;
const octaves = 12;
const outsiders = 50_000;

/** All tracks of a seed: those in the catalogue, where the chance falls with the song's number, and many more. */
export function inventTracks(seed: number): Tracks {
  const catalogue: (Track | undefined)[] = [];
  const outside: (Track | undefined)[] = [];
  function fromCatalogue(number: number): Track {
    catalogue[number] ??= asPlayed(inventSong(seed, number));
    return catalogue[number];
  }
  return {
    setantaMatins: fromCatalogue(0),
    draw(random) {
      if (random.chance(catalogueShare)) {
        const octave = 1 << (firstOctave + random.below(octaves));
        const track = fromCatalogue(octave + random.below(octave));
        return random.chance(0.04) ? withOtherLength(track, random) : track;
      }
      const place = random.next();
      const number = Math.floor(outsiders * place * place);
      outside[number] ??= inventOutsider(seed, number);
      return outside[number];
    },
  };
}

/** A track that no song file is about; one in twenty misses one by little: another artist, upper case, a blank. */
function inventOutsider(seed: number, number: number): Track {
  const random = new Random(seed, streams.track, number);
  const known = inventSong(seed, 1 + random.below(700));
  const duration = inventDuration(random);
  const miss = random.next();
  if (miss < 0.03) return asPlayed({ ...known, artistName: inventArtistName(random) });
  if (miss < 0.048) return asPlayed({ ...known, title: known.title.toUpperCase() });
  if (miss < 0.05) return asPlayed({ ...known, title: `${known.title} ` });
  const artistName = random.chance(0.3) ? known.artistName : inventArtistName(random);
  return asPlayed({ title: inventTitle(random), artistName, duration });
}

function asPlayed(song: { title: string; artistName: string; duration: number }): Track {
  return {
    artist: logText(twiceEncoded(song.artistName)),
    title: logText(twiceEncoded(song.title)),
    duration: song.duration,
    length: floatText(song.duration),
  };
}

function withOtherLength(track: Track, random: Random): Track {
  const duration = Math.round((track.duration + 1 + random.below(20)) * 1e5) / 1e5;
  return { ...track, duration, length: floatText(duration) };
}
