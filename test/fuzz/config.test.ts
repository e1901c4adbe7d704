import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { parseArguments } from "../../job/src/arguments.ts";
import { keys } from "../../job/src/config/keys.ts";
import { parseConfig } from "../../job/src/config/parse-config.ts";
import { ConfigError } from "../../job/src/errors.ts";
import { hostileText, tries } from "./hostile-text.ts";

const shipped = readFileSync(new URL("../../dwh.cfg", import.meta.url), "utf8");
const secret = "pA55-planted-W0rd";
const environment = {
  REDSHIFT_PASSWORD: secret,
  REDSHIFT_TLS: "off",
  REDSHIFT_IAM_ROLE_ARN: "arn:aws:iam::123456789012:role/local",
  S3_WORK: "s3://sparkify-work/etl/",
};

/** The faults that were found, or none; anything else than a ConfigError fails the test. */
function faultsOf(work: () => unknown): readonly string[] {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

it("reads any text as a configuration, or says what is wrong with it", () => {
  fc.assert(
    fc.property(hostileText, hostileText, (one, other) => {
      const text = `${one}\n[CLUSTER]\nDB_PASSWORD=${secret}\n${other}`;
      expect(faultsOf(() => parseConfig(text, {})).join()).not.toContain(secret);
    }),
    { numRuns: tries },
  );
});

it("reads any value of any key, or names the key and what it expects; never the password", () => {
  const sections = Object.entries(keys).flatMap(([section, names]) =>
    Object.keys(names).map((name) => [section, name] as const),
  );
  fc.assert(
    fc.property(fc.constantFrom(...sections), hostileText, ([section, name], value) => {
      const line = new RegExp(`^${name} = .*$`, "m");
      const text = shipped.replace(line, () => `${name} = ${JSON.stringify(value)}`);
      for (const fault of faultsOf(() => parseConfig(text, environment))) {
        expect(fault).toMatch(/^\[[A-Z0-9_]+\] /);
        expect(fault).not.toContain(secret);
      }
      expect(section in keys).toBe(true);
    }),
    { numRuns: tries },
  );
});

it("takes any password from the environment as it is, and any other value without reading it twice", () => {
  fc.assert(
    fc.property(
      hostileText.filter((text) => text.trim() !== "" && !text.includes("\0")),
      (value) => {
        const { config } = parseConfig(shipped, { ...environment, REDSHIFT_PASSWORD: value });
        expect(config.cluster.password).toBe(value);
      },
    ),
    { numRuns: tries },
  );
});

it("reads any command line, or says what is wrong with it", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(hostileText, fc.constantFrom("run", "--only", "forget", "--user"))),
      (args) => {
        faultsOf(() => parseArguments(args));
      },
    ),
    { numRuns: tries },
  );
});
