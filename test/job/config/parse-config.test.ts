import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseConfig } from "../../../job/src/config/parse-config.ts";
import { ConfigError } from "../../../job/src/errors.ts";

/** A dwh.cfg as Sparkify's programs had it, with nothing of ours but the work prefix. */
const classic = `
[CLUSTER]
HOST=dwhcluster.abc123.us-west-2.redshift.amazonaws.com
DB_NAME=dwh
DB_USER=dwhuser
DB_PASSWORD=Passw0rd
DB_PORT=5439

[IAM_ROLE]
ARN='arn:aws:iam::123456789012:role/dwhRole'

[S3]
LOG_DATA='s3://udacity-dend/log_data'
LOG_JSONPATH='s3://udacity-dend/log_json_path.json'
SONG_DATA="s3://udacity-dend/song_data"
WORK=s3://our-bucket/work
`;

function faultsOf(text: string, environment = {}): readonly string[] {
  try {
    parseConfig(text, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

it("reads the file that Sparkify's programs always had, quotes or not", () => {
  expect(parseConfig(classic, {})).toEqual({
    config: {
      cluster: {
        host: "dwhcluster.abc123.us-west-2.redshift.amazonaws.com",
        port: 5439,
        database: "dwh",
        user: "dwhuser",
        password: "Passw0rd",
        tls: "verify",
      },
      iamRole: "arn:aws:iam::123456789012:role/dwhRole",
      s3: {
        logData: { bucket: "udacity-dend", key: "log_data/" },
        logJsonpath: { bucket: "udacity-dend", key: "log_json_path.json" },
        songData: { bucket: "udacity-dend", key: "song_data/" },
        region: "us-west-2",
        work: { bucket: "our-bucket", key: "work/" },
        onBadObject: "stop",
      },
      run: { lockWaitSeconds: 1800, statementTimeoutSeconds: 3600, retries: 5, retrySeconds: 900, slices: 4 },
    },
    warnings: [],
  });
});

it("gives a configuration that nobody can change", () => {
  const { config } = parseConfig(classic, {});
  expect(() => Object.assign(config.cluster, { tls: "off" })).toThrow(TypeError);
});

it("takes values and defaults from the environment, also within a value", () => {
  const text = classic
    .replace("HOST=dwhcluster.abc123.us-west-2", `HOST=${"$"}{CLUSTER_ID}.${"$"}{REGION:-us-east-1}`)
    .replace("DB_PORT=5439", `DB_PORT=${"$"}{PORT:-5440}`);
  const { cluster } = parseConfig(text, { CLUSTER_ID: "mine", PORT: "" }).config;
  expect([cluster.host, cluster.port]).toEqual(["mine.us-east-1.redshift.amazonaws.com", 5440]);
});

it("never expands what the environment's value says", () => {
  const text = classic.replace("Passw0rd", `${"$"}{PASSWORD}`);
  const { cluster } = parseConfig(text, { PASSWORD: `a${"$"}{HOME};#'"` }).config;
  expect(cluster.password).toBe(`a${"$"}{HOME};#'"`);
});

it("names every fault at once, each with section, key, expected and got", () => {
  const text = classic
    .replace("HOST=dwhcluster", "HOST=redshift://dwhcluster")
    .replace("DB_PORT=5439", "DB_PORT=543a")
    .replace("DB_NAME=dwh\n", "")
    .replace("role/dwhRole", "user/me")
    .replace("'s3://udacity-dend/log_data'", "udacity-dend/log_data")
    .replace("WORK=s3://our-bucket/work", `WORK=${"$"}{S3_WORK}`);
  expect(faultsOf(text)).toEqual([
    '[CLUSTER] HOST: expected a host name alone, without scheme, port or database, got "redshift://dwhcluster.abc123.us-west-2.redshift.amazonaws.com"',
    "[CLUSTER] DB_NAME: expected a value, got nothing: the key is missing",
    '[CLUSTER] DB_PORT: expected a whole number from 1 to 65535, got "543a"',
    '[IAM_ROLE] ARN: expected arn:aws:iam::<12 digits>:role/<name>, got "arn:aws:iam::123456789012:user/me"',
    '[S3] LOG_DATA: expected s3://bucket/prefix/, got "udacity-dend/log_data"',
    "[S3] WORK: expected environment variable S3_WORK, got none: set it",
  ]);
});

it("refuses keys and sections that it does not know, and keys outside a section", () => {
  expect(faultsOf(`STRAY=1\n${classic}[CLUSTER]\nHOTS=x\n[DWH]\nDWH_NODE_TYPE=dc2.large\n`)).toEqual([
    "STRAY: expected keys in a section like [CLUSTER], got a key outside any",
    "[CLUSTER] HOTS: expected one of HOST, DB_NAME, DB_USER, DB_PASSWORD, DB_PORT, TLS, got an unknown key",
    "[DWH]: expected one of CLUSTER, IAM_ROLE, S3, RUN, got an unknown section",
  ]);
});

it("warns of an old [AWS] section and never repeats what stands in it", () => {
  const { warnings } = parseConfig(`${classic}\n[AWS]\nKEY=AKIAEXAMPLE\nSECRET=hush\n`, {});
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(/^\[AWS\]: keys are not read from files/);
  expect(warnings[0]).not.toMatch(/AKIAEXAMPLE|hush/);
});

it("lets TLS be off for a loopback host alone", () => {
  const off = classic.replace("DB_PORT=5439", "DB_PORT=5439\nTLS=off");
  expect(faultsOf(off)).toEqual([
    '[CLUSTER] TLS: expected verify, since host "dwhcluster.abc123.us-west-2.redshift.amazonaws.com" is not this machine, got "off"',
  ]);
  for (const host of ["localhost", "127.0.0.1", "127.8.8.8", "::1"]) {
    expect(faultsOf(off.replace(/HOST=.*/, `HOST=${host}`))).toEqual([]);
  }
});

it("never shows a password, not even an empty one that is a fault", () => {
  expect(faultsOf(classic.replace("DB_PASSWORD=Passw0rd", "DB_PASSWORD="))).toEqual([
    "[CLUSTER] DB_PASSWORD: expected a value, got a secret",
  ]);
});

it("treats names of JavaScript's own objects as the unknown keys that they are", () => {
  expect(faultsOf(`${classic}\n[constructor]\nx=1\n[RUN]\ntoString=1\n`)).toEqual([
    "[constructor]: expected one of CLUSTER, IAM_ROLE, S3, RUN, got an unknown section",
    "[RUN] toString: expected one of LOCK_WAIT_SECONDS, STATEMENT_TIMEOUT_SECONDS, RETRIES, RETRY_SECONDS, SLICES, got an unknown key",
  ]);
});

it("accepts the repository's own dwh.cfg once its variables without default are set", () => {
  const text = readFileSync(new URL("../../../dwh.cfg", import.meta.url), "utf8");
  const environment = {
    REDSHIFT_PASSWORD: "secret",
    REDSHIFT_IAM_ROLE_ARN: "arn:aws:iam::123456789012:role/copy",
    S3_WORK: "s3://our-bucket/etl/",
  };
  expect(parseConfig(text, environment).config.cluster.port).toBe(5439);
  expect(faultsOf(text)).toEqual([
    "[CLUSTER] DB_PASSWORD: expected environment variable REDSHIFT_PASSWORD, got none: set it",
    "[IAM_ROLE] ARN: expected environment variable REDSHIFT_IAM_ROLE_ARN, got none: set it",
    "[S3] WORK: expected environment variable S3_WORK, got none: set it",
  ]);
});
