import type { ChildProcess } from "node:child_process";
import { on } from "node:events";
import { chmodSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateSample } from "../../sample/generate-sample.ts";
import { type JobOutcome, jobEnvironment, outcomeOf, runJob } from "../harness/job.ts";
import { starOf } from "../harness/star-of.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";
import { startTestRedshift } from "../harness/test-redshift.ts";
import type { TestRedshift } from "../harness/track-clients.ts";
import { type BuiltImage, buildImage } from "./built-image.ts";

const tool = process.env.BUILD_IMAGE;

describe.skipIf(tool === undefined)("the image, built (needs BUILD_IMAGE, the path of build-image)", () => {
  let image: BuiltImage;

  beforeAll(() => {
    image = buildImage(tool as string);
  }, 300_000);
  afterAll(() => image?.[Symbol.dispose]());

  it("starts the job without a shell, as a user without rights", () => {
    const { config } = image;
    expect(config).toMatchObject({
      User: "1000:1000",
      Entrypoint: ["node", "--max-semi-space-size=8", "job/main.ts"],
      Cmd: ["run"],
      WorkingDir: "/app",
      StopSignal: "SIGTERM",
    });
    expect(config.Labels).toMatchObject({
      "org.opencontainers.image.title": "sparkify-dwh",
      "org.opencontainers.image.licenses": "MIT",
    });
    const names = config.Env.map((variable) => variable.split("=")[0]);
    expect(names.filter((name) => /PASSWORD|SECRET|TOKEN|KEY/.test(name as string))).toEqual([]);
  });

  it("holds the job, its SQL, its configuration and production dependencies, and nothing else", () => {
    const { paths } = image.own;
    const outside = paths.filter((path) => path !== "app/" && !path.startsWith("app/"));
    expect(outside).toEqual([]);
    const top = new Set(paths.map((path) => path.split("/")[1]).filter((name) => name !== ""));
    expect([...top].sort()).toEqual(["dwh.cfg", "job", "node_modules", "package.json", "sql"]);
    const packages = paths.filter((path) => path.startsWith("app/node_modules/"));
    expect(packages).toContain("app/node_modules/pg/package.json");
    const unwanted = /@pulumi|duckdb|vitest|typescript|biome|faker|fast-check|knip/;
    expect(packages.filter((path) => unwanted.test(path))).toEqual([]);
    const own = paths.filter((path) => !path.startsWith("app/node_modules/"));
    expect(own.filter((path) => /\.test\.|\/test\/|\.env|\.pem|Pulumi|Dockerfile|\.git/.test(path))).toEqual(
      [],
    );
  });

  it("adds less than 60 MB to its base", () => {
    const megabytes = image.own.bytes / 1e6;
    console.log(`our layers: ${megabytes.toFixed(1)} MB unpacked, ${image.own.paths.length} files`);
    expect(megabytes).toBeLessThan(60);
  });

  it("runs with no shell in it at all", async () => {
    const { exitCode, stdout } = await outcomeOf(image.start({ args: ["--version"], shell: "gone" }).child);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  it("loads the sample as the job outside does, and finds nothing new after that", async () => {
    await using bucket = await sampleBucket();
    await using inside = await startTestRedshift({ s3Folder: bucket.path });
    await using outside = await startTestRedshift({ s3Folder: bucket.path });
    const first = await outcomeOf(startIn(image, { redshift: inside, bucket }).child);
    expect(endOf(first)).toEqual({ exitCode: 0, msg: "run finished", status: "committed" });
    const reference = await runJob([], { redshift: outside, s3Folder: bucket.path });
    expect(endOf(reference)).toEqual(endOf(first));
    expect(await starIn(inside)).toEqual(await starIn(outside));
    const second = await outcomeOf(startIn(image, { redshift: inside, bucket }).child);
    expect(endOf(second)).toEqual({ exitCode: 0, msg: "run finished", status: "nothing new" });
  });

  it("runs without rights on files it can't write, rolls back within ten seconds of SIGTERM, and the next run loads all", async () => {
    await using bucket = await sampleBucket();
    await using redshift = await startTestRedshift({ s3Folder: bucket.path });
    const client = await redshift.connect();
    const { child, pid } = startIn(image, { redshift, bucket });
    const outcome = outcomeOf(child);
    await untilItSays(child, '"step":"copy-events"');
    expect(confinementOf(pid())).toEqual({ user: "1000", capabilities: 0, root: "ro" });
    const stoppedAt = performance.now();
    process.kill(pid(), "SIGTERM");
    expect(endOf(await outcome)).toMatchObject({ exitCode: 143, msg: "run failed" });
    const seconds = (performance.now() - stoppedAt) / 1000;
    console.log(`stopped ${seconds.toFixed(1)} s after SIGTERM`);
    expect(seconds).toBeLessThan(10);
    const { rows } = await client.query("select count(*) as n from etl_files");
    expect(rows).toEqual([{ n: "0" }]);
    await client.end();
    const next = await outcomeOf(startIn(image, { redshift, bucket }).child);
    expect(endOf(next)).toEqual({ exitCode: 0, msg: "run finished", status: "committed" });
  });
});

type Bucket = Awaited<ReturnType<typeof temporaryFolder>>;

/** The sample in a folder that the image's user may write to. */
async function sampleBucket(): Promise<Bucket> {
  const folder = await temporaryFolder();
  await generateSample({ out: folder.path });
  chmodSync(folder.path, 0o777);
  return folder;
}

function startIn(
  image: BuiltImage,
  { redshift, bucket }: { redshift: TestRedshift; bucket: Bucket },
): ReturnType<BuiltImage["start"]> {
  const { PATH: _, ...env } = jobEnvironment({ redshift, s3Folder: "/mnt" });
  return image.start({ env, mount: bucket.path });
}

function endOf({ exitCode, last }: JobOutcome): object {
  const { msg, status } = last;
  return { exitCode, msg, ...(status === undefined ? {} : { status }) };
}

/** What the kernel says of a running process. */
function confinementOf(pid: number): object {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const mounts = readFileSync(`/proc/${pid}/mountinfo`, "utf8");
  return {
    user: /^Uid:\t(\d+)/m.exec(status)?.[1],
    capabilities: Number.parseInt(/^CapEff:\t(\w+)/m.exec(status)?.[1] ?? "", 16),
    root: / \/ (r[ow]),?\S* /.exec(mounts)?.[1],
  };
}

async function untilItSays({ stdout }: ChildProcess, text: string): Promise<void> {
  if (stdout === null) throw new Error("its output goes elsewhere");
  let said = "";
  for await (const [chunk] of on(stdout, "data", { close: ["end"] })) {
    said += String(chunk);
    if (said.includes(text)) return;
  }
  throw new Error(`it ended without ${text}: ${said}`);
}

async function starIn(redshift: TestRedshift): Promise<object> {
  const client = await redshift.connect();
  try {
    return await starOf(client);
  } finally {
    await client.end();
  }
}
