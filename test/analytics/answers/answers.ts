import type { Star } from "../../reference/star-rows.ts";
import { dailyActives, userAgents } from "./active-answers.ts";
import {
  lilyElenaTimes,
  lilyPaidSongs,
  paidConversions,
  sessionLengths,
  sessionsPerUser,
  topUsers,
} from "./listener-answers.ts";
import {
  knownSongs,
  playsByGender,
  playsByHour,
  playsByLevel,
  playsByMonth,
  playsByWeekday,
  topArtists,
  topLocations,
  topSongs,
} from "./play-answers.ts";
import type { AnswerRow } from "./tally.ts";

/** Each question of sql/analytics answered from the star in maps and loops, without SQL. */
export const answers: Readonly<Record<string, (star: Star) => AnswerRow[]>> = {
  daily_actives: dailyActives,
  known_songs: knownSongs,
  lily_elena_times: lilyElenaTimes,
  lily_paid_songs: lilyPaidSongs,
  paid_conversions: paidConversions,
  plays_by_gender: playsByGender,
  plays_by_hour: playsByHour,
  plays_by_level: playsByLevel,
  plays_by_month: playsByMonth,
  plays_by_weekday: playsByWeekday,
  session_lengths: sessionLengths,
  sessions_per_user: sessionsPerUser,
  top_artists: topArtists,
  top_locations: topLocations,
  top_songs: topSongs,
  top_users: topUsers,
  user_agents: userAgents,
};
