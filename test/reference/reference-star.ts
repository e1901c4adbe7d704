import { referenceArtists, referenceSongs, referenceUsers } from "./dimensions.ts";
import { referencePlays } from "./plays.ts";
import type { ReferenceInput } from "./source-rows.ts";
import type { Star } from "./star-rows.ts";
import { timeRow } from "./time-row.ts";

/**
 * The star that the warehouse must hold once these objects were loaded, in any order and number of runs: the rules in
 * maps and loops, without a line of SQL. Throws for events that the checks of a load refuse.
 */
export function referenceStar({ events, songs: files }: ReferenceInput): Star {
  const songs = referenceSongs(files);
  const songplays = referencePlays(events, songs);
  const times = new Set(songplays.map((play) => play.start_time));
  return {
    songplays,
    users: referenceUsers(events),
    songs,
    artists: referenceArtists(files),
    time: [...times].map(timeRow),
  };
}
