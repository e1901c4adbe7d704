import { afterAll, beforeAll, expect, test } from "vitest";
import type { EngineConnection } from "../../../local/engine/engine-connection.ts";
import { type Engine, openEngine } from "../../../local/engine/open-engine.ts";
import { columnRule } from "../../../local/redshift/copy/column-rule.ts";
import type { Type } from "../../../local/redshift/types/type.ts";

let engine: Engine;
let connection: EngineConnection;

/** What numbers are made of, and what the engine's casts take besides. */
const characters = ["0", "7", "+", "-", ".", "e", "E", "_", " ", "\t", "n", "a", "i", "f"];

beforeAll(async () => {
  engine = await openEngine({ warehouse: ":memory:" });
  connection = await engine.connect();
  const list = characters.map((character) => `'${character}'`).join(", ");
  await connection.run(`create temp table c as select unnest(['', ${list}]) as c`);
  await connection.run(
    "create temp table texts as select distinct p.c || q.c || r.c || s.c as text from c p, c q, c r, c s",
  );
  await connection.run(
    `insert into texts select unnest(['1e400', '-1e400', '1e-400', '${"9".repeat(400)}', '2147483647', '2147483648',
       '-2147483648', '-2147483649', '9223372036854775807', '9223372036854775808', '253402300799999', '253402300800000',
       'nan', 'NaN', 'infinity', '-Infinity', '+infinity', '1540919166796.0', '277.15873', '1.5\n', '\n1.5', 'true'])`,
  );
  await connection.run(
    `create temp table values_of_members as
      select to_json(text) as json from texts
      union all select text::json from texts where json_valid(text)
      union all select unnest(['true', 'false', '{}', '[]', '[1]', '{"a": 1}', '[1.5]', '"1"', '" 1"'])::json`,
  );
});
afterAll(async () => {
  connection.close();
  await engine.close();
});

test.each<[string, Type, string?]>([
  ["smallint", { kind: "int2" }],
  ["integer", { kind: "int4" }],
  ["bigint", { kind: "int8" }],
  ["real", { kind: "float4" }],
  ["double precision", { kind: "float8" }],
  ["a moment in milliseconds", { kind: "timestamp" }, "epochmillisecs"],
])("COPY takes the same texts for %s by its quick test as by its pattern", async (_, type, timeFormat) => {
  const rule = columnRule({ name: "n", type, notNull: false }, { sql: "text", mayHoldNul: false }, {
    ...(timeFormat === undefined ? {} : { timeFormat }),
  } as Parameters<typeof columnRule>[2]);
  const value = rule.value.replaceAll("error('refused by COPY: n')", "null");
  const wrong = await connection.rows(
    `select text from texts where trim(text) <> '' and ((${value}) is not null) <> ((${rule.accepts}) is true)`,
  );
  expect(wrong).toEqual([]);
  const [[taken] = []] = await connection.rows(`select count(*) from texts where ${rule.accepts}`);
  expect(Number(taken)).toBeGreaterThan(60);
});

test.each<[string, Type]>([
  ["real", { kind: "float4" }],
  ["double precision", { kind: "float8" }],
])("COPY takes the same JSON for %s by its quick test as by its pattern", async (_, type) => {
  const text = { sql: "json_extract_string(json, '$')", json: "json::varchar", mayHoldNul: false };
  const conversion = {} as Parameters<typeof columnRule>[2];
  const rule = columnRule({ name: "n", type, notNull: false }, text, conversion);
  const slow = columnRule({ name: "n", type, notNull: false }, { ...text, json: undefined }, conversion);
  const orNull = ({ value }: { value: string }) => value.replaceAll("error('refused by COPY: n')", "null");
  const wrong = await connection.rows(
    `select json from values_of_members where (${orNull(rule)}) is distinct from (${orNull(slow)})
      or (trim(${text.sql}) <> '' and ((${orNull(rule)}) is not null) <> ((${rule.accepts}) is true))`,
  );
  expect(wrong).toEqual([]);
  const [[numbers] = []] = await connection.rows(
    `select count(*) from values_of_members where json_type(json) <> 'VARCHAR' and ${rule.accepts}`,
  );
  expect(Number(numbers)).toBeGreaterThan(60);
});
