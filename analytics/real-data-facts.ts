/** Rows that the answer to a question must hold, by column; columns and rows that are left out may be anything. */
type Facts = Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;

/** What is known of the part of s3://udacity-dend that is published as an archive: 30 logs, 71 songs. */
export const realDataFacts: Facts = {
  lily_paid_songs: [{ user_id: "15", title: "Setanta matins", artist_name: "Elena", plays: "1" }],
  lily_elena_times: [{ song_title: "Setanta matins", level: "paid" }],
  known_songs: [
    { song: "known", plays: "1" },
    { song: "unknown", plays: "6819" },
  ],
  top_users: [
    { user_id: "49", plays: "689" },
    { user_id: "80", plays: "665" },
    { user_id: "97", plays: "557" },
    { user_id: "15", plays: "463" },
    { user_id: "44", plays: "397" },
    { user_id: "29", plays: "346" },
  ],
  plays_by_hour: [
    { hour: "14", plays: "432" },
    { hour: "15", plays: "477" },
    { hour: "16", plays: "542" },
    { hour: "17", plays: "494" },
    { hour: "18", plays: "498" },
  ],
  plays_by_weekday: [
    { name: "Sunday", plays: "396" },
    { name: "Monday", plays: "1014" },
    { name: "Tuesday", plays: "1071" },
    { name: "Wednesday", plays: "1364" },
    { name: "Thursday", plays: "1052" },
    { name: "Friday", plays: "1295" },
    { name: "Saturday", plays: "628" },
  ],
  plays_by_level: [
    { level: "paid", plays: "5591" },
    { level: "free", plays: "1229" },
  ],
  plays_by_month: [{ year: "2018", month: "11", plays: "6820", listeners: "96" }],
  paid_conversions: ["15", "16", "29", "36", "49", "80", "85", "88"].map((user_id) => ({ user_id })),
};
