import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { defaultRegion, defaults } from "../../infra/config/settings.ts";

const text = readFileSync(new URL("../../Pulumi.yaml", import.meta.url), "utf8");
const devStack = readFileSync(new URL("../../Pulumi.dev.yaml", import.meta.url), "utf8");

/** The keys of the file's `config:` that have a block of their own, with the lines of the block. */
const blocks = new Map(
  [...text.matchAll(/^ {2}([\w:-]+):\n((?: {4}.*\n)+)/gm)].map(([, key, block]) => [
    key as string,
    block as string,
  ]),
);
const yamlTypes = { string: "string", number: "integer", boolean: "boolean", object: "array" };

describe("Pulumi.yaml", () => {
  it("states every key of the configuration, and no other", () => {
    const keys = [...blocks.keys()].filter((key) => key !== "name" && !key.startsWith("pulumi:"));
    expect(keys.filter((key) => key !== "options")).toEqual(Object.keys(defaults));
  });

  it.each(Object.entries(defaults))("states type, description and default of %s", (key, value) => {
    const block = blocks.get(key) ?? "";
    expect(/^ {4}type: (\w+)$/m.exec(block)?.[1]).toBe(yamlTypes[typeof value as keyof typeof yamlTypes]);
    expect(/^ {4}description: \S.+\.$/m.test(block)).toBe(true);
    const stated = /^ {4}default: (.*)$/m.exec(block)?.[1];
    expect(stated).toBe(value === "" ? '""' : Array.isArray(value) ? "[]" : String(value));
  });

  it("states the region, and bars the provider that does not tag", () => {
    expect(text).toContain(`\n  aws:region: ${defaultRegion}\n`);
    expect(text).toContain("\n  pulumi:disable-default-providers:\n    value: [aws]\n");
  });
});

describe("Pulumi.dev.yaml", () => {
  it("sets keys that there are, and holds no secret", () => {
    const keys = [...devStack.matchAll(/^ {2}sparkify-dwh:(\w+):/gm)].map(([, key]) => key);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => !((key as string) in defaults))).toEqual([]);
    expect(devStack).not.toMatch(/secure:|encryptionsalt/);
  });
});
