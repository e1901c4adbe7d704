import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** 192 bits, and nothing in it that a shell or a URL would read. */
const RANDOM_BYTES = 24;

/** The password in this file; made, readable for its owner only, when there is none. */
export async function readPassword(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const password = randomBytes(RANDOM_BYTES).toString("base64url");
  try {
    await writeFile(path, `${password}\n`, { mode: 0o600, flag: "wx" });
    return password;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return (await readFile(path, "utf8")).trim();
}
