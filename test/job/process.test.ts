import { once } from "node:events";
import { expect, it } from "vitest";
import { bucketAndRedshift } from "../harness/bucket-and-redshift.ts";
import { outcomeOf, runJob, spawnJob } from "../harness/job.ts";

const { bucket, redshift } = await bucketAndRedshift();

it("goes on with a run whose output nobody reads any more", async () => {
  const job = spawnJob(["run"], { redshift, s3Folder: bucket.folder });
  job.stdout?.destroy();
  let stderr = "";
  job.stderr?.on("data", (text) => {
    stderr += text;
  });
  const [exitCode] = await once(job, "close");
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  const { last } = await runJob(["run"], { redshift, s3Folder: bucket.folder });
  expect(last).toMatchObject({ msg: "run finished", status: "nothing new" });
});

it("ends when its work is done, though something was left open", async () => {
  const open = "data:text/javascript,setInterval(() => {}, 1000)";
  const environment = { NODE_OPTIONS: `--import=${open.replaceAll(" ", "%20")}` };
  const help = await outcomeOf(spawnJob(["--help"], { redshift, s3Folder: bucket.folder, environment }));
  expect(help).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("run") });
});
