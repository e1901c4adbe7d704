import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { defaults } from "../../infra/config/settings.ts";
import { the } from "./find-resource.ts";
import { stacks } from "./stacks.ts";

const dwhCfg = readFileSync(new URL("../../dwh.cfg", import.meta.url), "utf8");
const settings = dwhCfg.replace(/^;.*$/gm, "");

/** Name → default, of every `${NAME}` and `${NAME:-default}` in the job's configuration. */
const asked = new Map(
  [...settings.matchAll(/\$\{(\w+)(?::-([^}]*))?\}/g)].map(([, name, fallback]) => [
    name as string,
    fallback,
  ]),
);

/** Names that the task leaves at the job's own default, and why. */
const leftAlone: Record<string, string> = {
  REDSHIFT_TLS: "the default verifies, and nothing else is right on AWS",
  ON_BAD_OBJECT: "the default stops, and whoever runs the job at night should hear of it",
  LOCK_WAIT_SECONDS: "how a run behaves is the job's affair",
  STATEMENT_TIMEOUT_SECONDS: "the same",
  RETRIES: "the same",
  RETRY_SECONDS: "the same",
  SLICES: "the cluster says how many it has",
};

const deployment = await stacks.prod();
const definition = the(deployment, "aws:ecs/taskDefinition:TaskDefinition").inputs;
const [container] = JSON.parse(definition.containerDefinitions as string);
const given = [...container.environment, ...container.secrets].map(({ name }: { name: string }) => name);

it("gives the job every name that dwh.cfg takes from the environment", () => {
  const missing = [...asked.keys()].filter((name) => !given.includes(name) && !(name in leftAlone));
  expect(missing, "names in dwh.cfg that the task definition does not give").toEqual([]);
});

it("gives the job no name that dwh.cfg does not take", () => {
  const idle = given.filter((name) => !asked.has(name));
  expect(idle, "names in the task definition that dwh.cfg does not read").toEqual([]);
  expect(Object.keys(leftAlone).filter((name) => !asked.has(name))).toEqual([]);
});

it("gives the password alone as a secret", () => {
  expect(container.secrets.map(({ name }: { name: string }) => name)).toEqual(["REDSHIFT_PASSWORD"]);
});

it("has the defaults that dwh.cfg has", () => {
  expect({
    REDSHIFT_DATABASE: asked.get("REDSHIFT_DATABASE"),
    REDSHIFT_USER: asked.get("REDSHIFT_USER"),
    REDSHIFT_PORT: asked.get("REDSHIFT_PORT"),
    LOG_DATA: asked.get("LOG_DATA"),
    LOG_JSONPATH: asked.get("LOG_JSONPATH"),
    SONG_DATA: asked.get("SONG_DATA"),
    DATA_REGION: asked.get("DATA_REGION"),
  }).toEqual({
    REDSHIFT_DATABASE: defaults.databaseName,
    REDSHIFT_USER: defaults.adminUser,
    REDSHIFT_PORT: String(defaults.port),
    LOG_DATA: defaults.logData,
    LOG_JSONPATH: defaults.logJsonpath,
    SONG_DATA: defaults.songData,
    DATA_REGION: defaults.dataRegion,
  });
});

it("prints dwh.cfg filled in with all but the password", () => {
  const filled = String(deployment.outputs.dwhCfg);
  const left = [...filled.replace(/^;.*$/gm, "").matchAll(/\$\{(\w+)/g)].map(([, name]) => name);
  expect(left.sort()).toEqual(["REDSHIFT_PASSWORD", ...Object.keys(leftAlone)].sort());
  expect(filled).toContain("HOST = sparkify-dwh-prod.abc123.us-west-2.redshift.amazonaws.com\n");
  expect(filled).toContain("WORK = s3://sparkify-dwh-prod-lake-0000000/work/\n");
  expect(filled).toContain("LAKE = s3://sparkify-dwh-prod-lake-0000000/lake/\n");
});
