import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runJob } from "../harness/job.ts";
import { starOf, textOf } from "../harness/star-of.ts";
import { startTestRedshift } from "../harness/test-redshift.ts";
import type { TestRedshift } from "../harness/track-clients.ts";
import { loadReferenceInput } from "../reference/load-reference-input.ts";
import { referenceStar } from "../reference/reference-star.ts";

/** A folder that holds udacity-dend, a copy of a part of the real bucket. */
const realData = process.env.REAL_DATA ?? "";

describe.skipIf(realData === "")(
  "the real data (skipped unless REAL_DATA names a folder that holds it)",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "sparkify-real-"));
    let redshift: TestRedshift;

    beforeAll(async () => {
      cpSync(join(realData, "udacity-dend"), join(folder, "udacity-dend"), { recursive: true });
      redshift = await startTestRedshift({ s3Folder: folder });
    });
    afterAll(async () => {
      await redshift.close();
      rmSync(folder, { recursive: true });
    });

    async function ask(query: string): Promise<unknown[][]> {
      const client = await redshift.connect();
      try {
        return (await client.query({ text: query, rowMode: "array" })).rows;
      } finally {
        await client.end();
      }
    }

    it("gives the rows that are known of it", async () => {
      const { exitCode, last } = await runJob([], { redshift, s3Folder: folder });
      expect({ exitCode, last }).toMatchObject({
        exitCode: 0,
        last: {
          status: "committed",
          stagedEvents: 8056,
          stagedSongs: 71,
          rows: { songplays: 6820, users: 97, songs: 71, artists: 69, time: 6813 },
          checks: { failed: 0, warned: 0 },
        },
      });
    });

    it("matches the star that the rules without SQL give", async () => {
      const client = await redshift.connect();
      try {
        const input = await loadReferenceInput(join(folder, "udacity-dend"));
        expect(await starOf(client)).toEqual(textOf(referenceStar(input)));
      } finally {
        await client.end();
      }
    });

    it("answers what is known: who pays, who played what and when", async () => {
      expect(await ask("select level, count(*)::integer from users group by level order by level")).toEqual([
        ["free", 75],
        ["paid", 22],
      ]);
      expect(
        await ask(`
        select songplays.song_id, songs.title, users.first_name, songplays.level
        from songplays
        inner join songs on songplays.song_id = songs.song_id
        inner join users on songplays.user_id = users.user_id
      `),
      ).toEqual([["SOZCTXZ12AB0182364", "Setanta matins", "Lily", "paid"]]);
      expect(
        await ask(`
        select time.hour, count(*)::integer as plays
        from songplays inner join time on songplays.start_time = time.start_time
        group by time.hour order by plays desc limit 5
      `),
      ).toEqual([
        [16, 542],
        [18, 498],
        [17, 494],
        [15, 477],
        [14, 432],
      ]);
      expect(
        await ask(`
        select time.weekday, count(*)::integer as plays
        from songplays inner join time on songplays.start_time = time.start_time
        group by time.weekday order by plays desc
      `),
      ).toEqual([
        [3, 1364],
        [5, 1295],
        [2, 1071],
        [4, 1052],
        [1, 1014],
        [6, 628],
        [0, 396],
      ]);
      expect(
        await ask(
          "select user_id, count(*)::integer as plays from songplays group by user_id order by plays desc limit 6",
        ),
      ).toEqual([
        [49, 689],
        [80, 665],
        [97, 557],
        [15, 463],
        [44, 397],
        [29, 346],
      ]);
      expect(
        await ask("select level, count(*)::integer from songplays group by level order by level"),
      ).toEqual([
        ["free", 1229],
        ["paid", 5591],
      ]);
    });

    it("changes no row but those of etl_runs and etl_steps the second time", async () => {
      const tables = [
        "songplays",
        "users",
        "songs",
        "artists",
        "time",
        "etl_files",
        "etl_checks",
        "staging_songs",
      ];
      const everything = () =>
        Promise.all(tables.map((table) => ask(`select * from ${table} order by 1, 2`)));
      const before = await everything();
      const { last } = await runJob([], { redshift, s3Folder: folder });
      expect(last).toMatchObject({ status: "nothing new", files: 0 });
      expect(await everything()).toEqual(before);
    });
  },
);
