import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { contextFiles, contextHash } from "../../infra/image/context-hash.ts";
import { stageContext } from "../../infra/image/stage-context.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "context-"));
  mkdirSync(join(root, "job/src"), { recursive: true });
  mkdirSync(join(root, "infra"));
  write(".dockerignore", "# what goes in\n*\n!job\n!package.json\n");
  write("Dockerfile", "FROM node\n");
  write("package.json", "{}\n");
  write("job/main.ts", "run();\n");
  write("job/src/run.ts", "export {};\n");
  write("infra/index.ts", "deploy();\n");
});

afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  writeFileSync(join(root, path), text);
}

it("covers what the ignore file lets in, in one order", () => {
  expect(contextFiles(root)).toEqual(["job/main.ts", "job/src/run.ts", "package.json"]);
});

it("changes with every file that enters the build, and with no other", () => {
  const before = contextHash(root);
  expect(before).toMatch(/^[0-9a-f]{12}$/);
  write("infra/index.ts", "deploy(2);\n");
  expect(contextHash(root)).toBe(before);
  for (const path of ["Dockerfile", ".dockerignore", "package.json", "job/src/run.ts"]) {
    const last = contextHash(root);
    write(path, path === ".dockerignore" ? "*\n!job\n!package.json\n" : "changed\n");
    expect(contextHash(root), path).not.toBe(last);
  }
});

it("changes when a file is renamed, or bytes move from one file to the next", () => {
  const before = contextHash(root);
  rmSync(join(root, "job/src/run.ts"));
  write("job/src/ran.ts", "export {};\n");
  const renamed = contextHash(root);
  write("job/main.ts", "run();\nexport");
  write("job/src/ran.ts", " {};\n");
  expect(new Set([before, renamed, contextHash(root)]).size).toBe(3);
});

it("refuses an ignore file whose patterns it would have to guess at", () => {
  write(".dockerignore", "node_modules\n");
  expect(() => contextHash(root)).toThrow(
    'Cannot read ".dockerignore": it must begin with * and then name folders and files like !job, not "node_modules"',
  );
  write(".dockerignore", "*\n!job/**/*.ts\n");
  expect(() => contextHash(root)).toThrow('not "!job/**/*.ts"');
});

it("is staged with the same modes whatever the clone's are, and without what went away", () => {
  const into = join(root, ".local/image");
  write("job/old.ts", "old();\n");
  stageContext(root, into);
  rmSync(join(root, "job/old.ts"));
  chmodSync(join(root, "job/main.ts"), 0o600);
  chmodSync(join(root, "job/src"), 0o700);
  stageContext(root, into);
  const staged = readdirSync(into, { recursive: true, encoding: "utf8" }).sort();
  const modes = staged.map((path) => [path, (statSync(join(into, path)).mode & 0o777).toString(8)]);
  expect(modes).toEqual([
    ["Dockerfile", "644"],
    ["job", "755"],
    ["job/main.ts", "644"],
    ["job/src", "755"],
    ["job/src/run.ts", "644"],
    ["package.json", "644"],
  ]);
  expect(readFileSync(join(into, "job/main.ts"), "utf8")).toBe("run();\n");
});
