const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const filesPerFolder = 24;

/** As many songs as fit three levels of lettered folders, 24 files each. */
export const mostSongs = filesPerFolder * 26 ** 3;

/** Where a song's file lies below song_data: `A/B/C/TRABC….json`. No two songs share one. */
export function songFileName(song: number): string {
  const folder = Math.floor(song / filesPerFolder);
  const path = lettersOf(folder, 3);
  const place = letters.charAt(((song % filesPerFolder) * 7 + folder) % 26);
  const rest = scattered(song, 26 ** 5);
  return `${[...path].join("/")}/TR${path}${place}${letters.charAt(rest % 26)}128F${hex(rest, 7)}.json`;
}

/** `SOZCTXZ12AB0182364`-like; different for each song. */
export function inventSongId(song: number): string {
  return `SO${lettersOf(scattered(song, 26 ** 5), 5)}12A${hex(scattered(song, 16 ** 8), 8)}`;
}

/** `ARD7TVE1187B99BFB1`-like; different for each artist. */
export function inventArtistId(artist: number): string {
  return `AR${lettersOf(scattered(artist, 26 ** 5), 5)}1187B${hex(scattered(artist, 16 ** 6), 6)}`;
}

/** Numbers 0, 1, 2, … spread over [0, size) without repetition: 999,983 is prime and shares no factor with size. */
function scattered(number: number, size: number): number {
  return Number((BigInt(number + 271) * 999_983n * 7_919n) % BigInt(size));
}

function lettersOf(number: number, length: number): string {
  let text = "";
  for (let rest = number; text.length < length; rest = Math.floor(rest / 26)) {
    text = letters.charAt(rest % 26) + text;
  }
  return text;
}

function hex(number: number, length: number): string {
  return number.toString(16).toUpperCase().padStart(length, "0").slice(-length);
}
