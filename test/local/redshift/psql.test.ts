import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { ask } from "./ask.ts";
import { useOneClient } from "./one-client.ts";

const use = useOneClient();
const missing = spawnSync("psql", ["--version"]).status !== 0;
if (missing) console.warn("skipped: psql is not installed");

beforeAll(async () => {
  await ask(
    use.client,
    "create table songs (id int not null, title varchar(20) default 'none', price numeric(8,2), at timestamp)",
  );
  await ask(use.client, "create view titles as select title from songs");
  await ask(use.client, "create schema corner");
  await ask(use.client, "create table corner.other (a char(3))");
});

/** What psql prints, without its borders. */
async function psql(command: string): Promise<string> {
  const { host, port, user, database, password } = use.redshift;
  const options = ["-X", "-A", "-t", "-h", host, "-p", String(port), "-U", user, database, "-c", command];
  const env = { ...process.env, PGPASSWORD: password };
  // psql ends with 1 when it finds nothing, and says so on stderr: the text is what counts.
  const { stdout, stderr } = await promisify(execFile)("psql", options, { env }).catch((error) => error);
  return `${stderr}${stdout}`.trim();
}

describe.skipIf(missing)("psql", () => {
  test.each([
    ["\\dt", "public|songs|table|dwh_admin"],
    ["\\dt corner.*", "corner|other|table|dwh_admin"],
    ["\\dv", "public|titles|view|dwh_admin"],
    ["\\d", "public|songs|table|dwh_admin\npublic|titles|view|dwh_admin"],
    [
      "\\d songs",
      "id|integer||not null|\ntitle|character varying(20)|||'none'\nprice|numeric(8,2)|||\nat|timestamp without time zone|||",
    ],
    ["\\d titles", "title|character varying(20)|||"],
    ["\\d corner.other", "a|character(3)|||"],
    ["\\d nosuch", 'Did not find any relation named "nosuch".'],
    ["\\dn", "corner|dwh_admin\npublic|dwh_admin"],
    ["\\du", "dwh_admin|Superuser, Create role, Create DB|{}"],
    ["\\df", ""],
    ["\\di", ""],
    ["\\dp songs", "public|songs|table||"],
  ])("%s", async (command, expected) => {
    const printed = await psql(command);
    expect(printed.replace(/^Did not find any relations\.$/m, "")).toBe(expected);
  });

  test("\\d+ tells the same and more", async () => {
    expect(await psql("\\d+ songs")).toContain("title|character varying(20)|||'none'");
  });

  test("\\\\l lists the database", async () => {
    expect(await psql("\\l")).toMatch(/^sparkify\|dwh_admin\|UTF8\|/);
  });

  test("answers a question", async () => {
    expect(await psql("insert into songs (id) values (7); select id, title from songs")).toBe(
      "INSERT 0 1\n7|none",
    );
  });
});
