import { join } from "node:path";
import { expect, it } from "vitest";
import { loadReferenceInput } from "./load-reference-input.ts";
import { referenceStar } from "./reference-star.ts";

const { REAL_DATA } = process.env;

function counted(values: readonly unknown[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
  return counts;
}

it.skipIf(!REAL_DATA)(
  "gives the published numbers for the real data (REAL_DATA, the folder with udacity-dend)",
  async () => {
    const input = await loadReferenceInput(join(String(REAL_DATA), "udacity-dend"));
    const { songplays, users, songs, artists, time } = referenceStar(input);
    expect(input.events).toHaveLength(8056);
    expect([songplays, users, songs, artists, time].map((rows) => rows.length)).toEqual([
      6820, 97, 71, 69, 6813,
    ]);
    expect(counted(users.map((row) => row.level))).toEqual({ paid: 22, free: 75 });
    expect(counted(songplays.map((row) => row.level))).toEqual({ paid: 5591, free: 1229 });
    expect(songplays.filter((row) => row.song_id !== null)).toEqual([
      expect.objectContaining({
        song_id: "SOZCTXZ12AB0182364",
        user_id: 15,
        level: "paid",
        song_title: "Setanta matins",
      }),
    ]);
    expect(songs.filter((row) => row.year === null)).toHaveLength(43);
    expect(counted(songplays.map((row) => row.user_id))).toMatchObject({
      49: 689,
      80: 665,
      97: 557,
      15: 463,
      44: 397,
      29: 346,
    });
    const partOf = new Map(time.map((row) => [row.start_time, row]));
    expect(counted(songplays.map((row) => partOf.get(row.start_time)?.weekday))).toEqual({
      0: 396,
      1: 1014,
      2: 1071,
      3: 1364,
      4: 1052,
      5: 1295,
      6: 628,
    });
    expect(counted(songplays.map((row) => partOf.get(row.start_time)?.hour))).toMatchObject({
      14: 432,
      15: 477,
      16: 542,
      17: 494,
      18: 498,
    });
  },
);
