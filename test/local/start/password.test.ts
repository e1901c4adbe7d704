import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readPassword } from "../../../local/start/password.ts";

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "password-"));
  file = join(folder, ".local", "password");
});
afterEach(() => rm(folder, { recursive: true }));

test("the password is random, kept for its owner only, and used again", async () => {
  const password = await readPassword(file);
  expect(password).toMatch(/^[\w-]{32}$/);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(file, "utf8")).toBe(`${password}\n`);
  expect(await readPassword(file)).toBe(password);
});

test("another folder has another password", async () => {
  expect(await readPassword(file)).not.toBe(await readPassword(join(folder, "password")));
});
