import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const tag = "sparkify-etl";
const environment = { ...process.env, STORAGE_DRIVER: "vfs", BUILDAH_ISOLATION: "chroot" };

/** The image's configuration as OCI has it. */
interface ImageConfig {
  User: string;
  Env: string[];
  Entrypoint: string[];
  Cmd: string[];
  WorkingDir: string;
  StopSignal: string;
  Labels: Record<string, string>;
}

interface StartOptions {
  args?: readonly string[];
  env?: Record<string, string>;
  /** A folder of this machine that stands at `/mnt`, writable. */
  mount?: string;
  /** Whether there is a shell at all. */
  shell?: "there" | "gone";
}

export interface BuiltImage extends Disposable {
  config: ImageConfig;
  /** Paths of the layers above the base image, and their bytes unpacked. */
  own: { paths: string[]; bytes: number };
  /**
   * Starts the image's entry point as Fargate would: its user, a root file system that can't be written to, and the
   * process number 1 of its own PID namespace. Needs root. `pid` is that process's number out here.
   */
  start(options?: StartOptions): { child: ChildProcess; pid(): number };
}

/** Builds the Dockerfile with the build-image tool at `tool`. */
export function buildImage(tool: string): BuiltImage {
  execFileSync(tool, [tag], { cwd: root, env: environment, stdio: ["ignore", "ignore", "pipe"] });
  const inspected = JSON.parse(buildah("inspect", "--type", "image", tag));
  const config: ImageConfig = inspected.OCIv1.config;
  const container = buildah("from", "--pull-never", tag);
  const folder = buildah("mount", container);
  return {
    config,
    own: ownLayers(config),
    start: (options) => start({ folder, config }, options),
    [Symbol.dispose]: () => {
      buildah("umount", container);
      buildah("rm", container);
    },
  };
}

function buildah(...args: string[]): string {
  return execFileSync("buildah", args, { env: environment, encoding: "utf8" }).trim();
}

function ownLayers({ Labels }: ImageConfig): BuiltImage["own"] {
  const base = Labels["org.opencontainers.image.base.name"] as string;
  const below = JSON.parse(buildah("inspect", "--type", "image", base)).OCIv1.rootfs.diff_ids.length;
  const folder = mkdtempSync(join(tmpdir(), "image-"));
  const read = (digest: string) => join(folder, "blobs", digest.replace(":", "/"));
  try {
    buildah("push", "--quiet", tag, `oci:${folder}:${tag}`);
    const index = JSON.parse(readFileSync(join(folder, "index.json"), "utf8"));
    const manifest = JSON.parse(readFileSync(read(index.manifests[0].digest), "utf8"));
    const layers: { digest: string }[] = manifest.layers.slice(below);
    const listing = layers.flatMap(({ digest }) =>
      execFileSync("tar", ["--list", "--verbose", "--gzip", "--file", read(digest)], {
        encoding: "utf8",
        maxBuffer: 64 * 1024 * 1024,
      })
        .trimEnd()
        .split("\n"),
    );
    // -rw-r--r-- 0/0 1234 2018-11-01 00:00 app/job/main.ts
    const entries = listing.map((line) => /^\S+ \S+ +(\d+) \S+ \S+ (.*)$/.exec(line) ?? []);
    return {
      paths: entries.map(([, , path]) => path as string),
      bytes: entries.reduce((sum, [, size]) => sum + Number(size), 0),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** In a mount namespace of its own, so that nothing of it is left when the process ends. */
const confined = `
set -e
root=$1 user=$2 workdir=$3 mount=$4 shell=$5
shift 5
mount --bind "$root" "$root"
[ -z "$mount" ] || mount --bind "$mount" "$root/mnt"
[ "$shell" = there ] || for path in sh bash dash; do mount --bind /dev/null "$root/bin/$path"; done
mount -t proc proc "$root/proc"
mount -o remount,ro,bind "$root"
exec chroot --userspec="$user" "$root" /usr/bin/env --chdir="$workdir" "$@"
`;

function start(
  { folder, config }: { folder: string; config: ImageConfig },
  { args = config.Cmd, env = {}, mount = "", shell = "there" }: StartOptions = {},
): { child: ChildProcess; pid(): number } {
  const entryPoint = [...config.Entrypoint, ...args];
  const child = spawn(
    "unshare",
    [
      ...["--mount", "--pid", "--fork", "--kill-child", "--", "bash", "-c", confined, "confined"],
      ...[folder, config.User, config.WorkingDir, mount, shell],
      ...entryPoint,
    ],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...Object.fromEntries(config.Env.map(variable)), ...env },
    },
  );
  return { child, pid: () => firstProcess(child) };
}

function variable(assignment: string): [string, string] {
  const at = assignment.indexOf("=");
  return [assignment.slice(0, at), assignment.slice(at + 1)];
}

/** `unshare` waits outside for the namespace's first process, its only child. */
function firstProcess({ pid }: ChildProcess): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8"));
}
