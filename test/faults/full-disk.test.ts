import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { makeBucket } from "../harness/bucket.ts";
import { runInProcess } from "../harness/job-in-process.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";
import { withLocalRedshift } from "../harness/test-redshift.ts";

/** Mounts a file system of 1 MB, if this user may. */
function mountSmall(path: string): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", path], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function fill(path: string): void {
  expect(() => writeFileSync(path, Buffer.alloc(2 * 1024 * 1024))).toThrow("ENOSPC");
}

it("a disk that is full under the work prefix ends the run with 6, and the next one loads all", async ({
  skip,
}) => {
  await using disk = await temporaryFolder();
  if (!mountSmall(disk.path)) skip("this user may not mount a file system");
  try {
    vi.stubEnv("TMPDIR", disk.path);
    using bucket = makeBucket();
    vi.unstubAllEnvs();
    const filler = join(disk.path, "filler");
    await withLocalRedshift({ s3Folder: bucket.folder }, async (redshift) => {
      const options = { redshift, s3Folder: bucket.folder };
      fill(filler);
      expect(await runInProcess([], options)).toMatchObject({
        exitCode: 6,
        last: { msg: "run failed", error: { message: expect.stringContaining("the disk is full") } },
      });
      rmSync(filler);
      expect(await runInProcess([], options)).toMatchObject({ exitCode: 0, last: { files: 2 } });
    });
  } finally {
    execFileSync("umount", [disk.path]);
  }
});
