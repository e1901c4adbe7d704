import { utimes } from "node:fs/promises";
import { expect, it } from "vitest";
import { removeDeadWorkFiles, removeWorkFiles, workPrefix } from "../../../job/src/stage/work-files.ts";
import { writeManifest } from "../../../job/src/stage/write-manifest.ts";
import { ObjectFolder } from "./object-folder.ts";

const work = { bucket: "work", key: "etl/" };
const warehouse = { host: "dwh.example.com", database: "sparkify" };

it("keeps the files of each run and warehouse apart", () => {
  expect(workPrefix(work, { ...warehouse, runId: "r1" })).toEqual({
    bucket: "work",
    key: "etl/dwh.example.com/sparkify/r1/",
  });
  expect(workPrefix(work, { host: "[::1]", database: "a/../b", runId: "r1" }).key).toBe(
    "etl/%5B%3A%3A1%5D/a%2F..%2Fb/r1/",
  );
});

it("removes the files of one run and no others", async () => {
  await using folder = await ObjectFolder.create();
  const mine = workPrefix(work, { ...warehouse, runId: "r1" });
  const other = workPrefix(work, { ...warehouse, runId: "r10" });
  for (const { bucket, key } of [mine, other])
    await folder.store.write(bucket, `${key}part`, Buffer.from("x"));
  await removeWorkFiles(folder.store, mine);
  expect((await folder.list("work")).map(({ key }) => key)).toEqual([`${other.key}part`]);
  await removeWorkFiles(folder.store, mine);
});

it("removes what dead runs left, once their newest file is old enough", async () => {
  await using folder = await ObjectFolder.create();
  const prefixes = ["dead", "slow", "new"].map((runId) => workPrefix(work, { ...warehouse, runId }));
  const elsewhere = workPrefix(work, { ...warehouse, database: "other", runId: "dead" });
  for (const { bucket, key } of [...prefixes, elsewhere]) {
    await folder.store.write(bucket, `${key}1`, Buffer.from("x"));
    await folder.store.write(bucket, `${key}2`, Buffer.from("x"));
  }
  const old = new Date("2018-11-01");
  const path = (runId: string, file: number) =>
    folder.pathOf("work", `etl/dwh.example.com/sparkify/${runId}/${file}`);
  for (const file of [path("dead", 1), path("dead", 2), path("slow", 1)]) await utimes(file, old, old);
  const before = new Date("2018-11-02");
  expect(await removeDeadWorkFiles(folder.store, { ...warehouse, work, before })).toEqual([prefixes[0]]);
  expect((await folder.list("work")).map(({ key }) => key.slice("etl/dwh.example.com/".length))).toEqual([
    "other/dead/1",
    "other/dead/2",
    "sparkify/new/1",
    "sparkify/new/2",
    "sparkify/slow/1",
    "sparkify/slow/2",
  ]);
});

it("writes a manifest whose files must all be there", async () => {
  await using folder = await ObjectFolder.create();
  const files = [
    { bucket: "logs", key: 'a "b".json' },
    { bucket: "work", key: "x/1.gz" },
  ];
  await writeManifest(files, { store: folder.store, target: { bucket: "work", key: "m" } });
  const [manifest] = await folder.list("work");
  expect(manifest && Buffer.from(await folder.store.read(manifest)).toString()).toBe(
    '{"entries":[{"url":"s3://logs/a \\"b\\".json","mandatory":true},{"url":"s3://work/x/1.gz","mandatory":true}]}',
  );
});
