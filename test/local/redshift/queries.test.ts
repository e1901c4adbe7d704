import { beforeAll, describe, expect, test } from "vitest";
import { ask, fault, shape } from "./ask.ts";
import { useOneClient } from "./one-client.ts";

const use = useOneClient();

beforeAll(async () => {
  await ask(
    use.client,
    "create table plays (id int, who varchar(10), price numeric(8,2), small int2, big int8, rate float8, at timestamp)",
  );
  await ask(
    use.client,
    `insert into plays values
      (1, 'ann', 1.25, 1, 10, 0.5, '2018-11-01 20:57:10.796'),
      (2, 'bob', 2.50, 2, 20, 1e20, '2018-11-02'),
      (3, 'ann', null, 3, 30, null, null),
      (4, null, 10.00, 4, 40, -2, '2018-11-04 00:00:00.000001')`,
  );
});

describe("types of results", () => {
  test.each([
    ["id / 2", "23 -1", ["0", "1", "1", "2"]],
    ["id % 3", "23 -1", ["1", "2", "0", "1"]],
    ["small + small", "21 -1", ["2", "4", "6", "8"]],
    ["small + id", "23 -1", ["2", "4", "6", "8"]],
    ["id * big", "20 -1", ["10", "40", "90", "160"]],
    ["price + 1", "1700 851974", ["2.25", "3.50", null, "11.00"]],
    ["price * price", "1700 1114120", ["1.5625", "6.2500", null, "100.0000"]],
    ["price / 3", "1700 1245201", ["0.4166666666666", "0.8333333333333", null, "3.3333333333333"]],
    ["rate / 2", "701 -1", ["0.25", "5e+19", null, "-1"]],
    ["-id", "23 -1", ["-1", "-2", "-3", "-4"]],
    ["who || '-' || id", "1043 26", ["ann-1", "bob-2", "ann-3", null]],
    ["id > 2", "16 -1", ["f", "f", "t", "t"]],
    ["case when id > 2 then price else 0 end", "1700 786438", ["0.00", "0.00", null, "10.00"]],
    ["coalesce(who, 'nobody here')", "1043 15", ["ann", "bob", "ann", "nobody here"]],
    ["at", "1114 -1", ["2018-11-01 20:57:10.796", "2018-11-02 00:00:00", null, "2018-11-04 00:00:00.000001"]],
    ["at::date", "1082 -1", ["2018-11-01", "2018-11-02", null, "2018-11-04"]],
    ["id::varchar(1)", "1043 5", ["1", "2", "3", "4"]],
    ["rate::varchar", "1043 260", ["0.5", "1e+20", null, "-2"]],
    ["'literal'", "1043 11", ["literal", "literal", "literal", "literal"]],
  ])("of %s are %s", async (expression, type, values) => {
    const sql = `select ${expression} as it from plays order by id`;
    expect(await shape(use.client, sql)).toEqual([`it ${type}`]);
    expect((await ask(use.client, sql)).map(([value]) => value)).toEqual(values);
  });

  test.each([
    ["count(*)", "20 -1", "4"],
    ["count(distinct who)", "20 -1", "2"],
    ["approximate count(distinct who)", "20 -1", "2"],
    ["sum(small)", "20 -1", "10"],
    ["sum(id)", "20 -1", "10"],
    ["sum(big)", "1700 2490372", "100"],
    ["sum(price)", "1700 2490374", "13.75"],
    ["sum(rate)", "701 -1", "1e+20"],
    ["avg(id)", "20 -1", "2"],
    ["avg(price)", "1700 2490374", "4.58"],
    ["avg(small::float4)", "701 -1", "2.5"],
    ["min(who)", "1043 14", "ann"],
    ["max(at)", "1114 -1", "2018-11-04 00:00:00.000001"],
    ["median(id)", "701 -1", "2.5"],
    ["percentile_cont(0.25) within group (order by id)", "701 -1", "1.75"],
    ["percentile_disc(0.5) within group (order by id)", "23 -1", "2"],
    ["stddev(id)", "701 -1", "1.2909944487358056"],
    ["var_pop(id)", "701 -1", "1.25"],
    ["listagg(who, ', ') within group (order by id desc)", "1043 65539", "ann, bob, ann"],
    ["listagg(distinct who) within group (order by who)", "1043 65539", "annbob"],
    ["bool_or(id > 3)", "16 -1", "t"],
  ])("of the aggregate %s are %s", async (expression, type, value) => {
    const sql = `select ${expression} as it from plays`;
    expect(await shape(use.client, sql)).toEqual([`it ${type}`]);
    expect(await ask(use.client, sql)).toEqual([[value]]);
  });

  test("arithmetic that has no answer is an error", async () => {
    expect(await fault(use.client, "select 1 / 0")).toBe("22012 division by zero");
    expect(await fault(use.client, "select id / (id - 1) from plays")).toBe("22012 division by zero");
    expect(await fault(use.client, "select price / 0 from plays")).toBe("22012 division by zero");
    expect(await fault(use.client, "select rate / 0 from plays")).toBe("22012 division by zero");
    expect(await fault(use.client, "select 2147483647 + 1")).toBe("22003 integer out of range");
    expect(await fault(use.client, "select small * 20000::int2 from plays")).toBe(
      "22003 smallint out of range",
    );
  });
});

describe("casts", () => {
  test.each([
    ["'12'::int", "12"],
    ["2.5::int", "3"],
    ["-2.5::numeric(3,1)::int", "-3"],
    ["2.5::float8::int", "2"],
    ["109.652::decimal(4,1)", "109.7"],
    ["'abcdef'::varchar(3)", "abc"],
    ["'éé'::varchar(3)", "é"],
    ["'ab'::char(4)", "ab  "],
    ["12345::char(3)", "123"],
    ["'yes'::bool", "t"],
    ["true::int", "1"],
    ["'2018-02-18 02:36:48'::date", "2018-02-18"],
    ["'11/02/2018'::date", "2018-11-02"],
    ["'Nov 2, 2018'::date", "2018-11-02"],
    ["'20181102'::timestamp", "2018-11-02 00:00:00"],
    ["'2018-11-02T03:04:05Z'::timestamptz", "2018-11-02 03:04:05+00"],
    ["'2018-11-02 03:04 pm'::timestamp", "2018-11-02 15:04:00"],
    ["'2018-11-02 03:04:05-08'::timestamptz", "2018-11-02 11:04:05+00"],
    ["(who || '1')::varchar(2)", "an"],
    ["1e15::float8", "1e+15"],
    ["123456789012345::float8", "123456789012345"],
    ["0.1::float4", "0.1"],
    ["0.00001::float8", "1e-05"],
    ["'-infinity'::float8", "-Infinity"],
  ])("%s is %s", async (expression, value) => {
    expect(await ask(use.client, `select ${expression} from plays where id = 1`)).toEqual([[value]]);
  });

  test.each([
    ["'1.7'::int", '22P02 invalid input syntax for integer: "1.7"'],
    ["who::int", '22P02 invalid input syntax for integer: "ann"'],
    ["'99999999999'::int", '22003 value "99999999999" is out of range for type integer'],
    ["big * 1000000000::int4 * 1000000000", "22003 bigint out of range"],
    ["'maybe'::bool", '22P02 invalid input syntax for type boolean: "maybe"'],
    ["'2018-02-30'::date", '22007 invalid input syntax for type date: "2018-02-30"'],
    ["who::timestamp", '22007 invalid input syntax for type timestamp: "ann"'],
    ["1234.5::numeric(4,1)", "22003 numeric field overflow"],
    ["at::int", "42846 cannot cast type timestamp without time zone to integer"],
    [
      "who = 1",
      "0A000 comparison (=) of character varying and integer without a cast is not supported by the local Redshift",
    ],
    ["id and true", "42804 argument of AND must be type boolean, not type integer"],
  ])("%s is refused", async (expression, expected) => {
    expect(await fault(use.client, `select ${expression} from plays where id = 1`)).toBe(expected);
  });

  test("a literal is compared as it is, not as the column would hold it", async () => {
    expect(
      await ask(use.client, "select id from plays where price < '1.254' or who = 'ann and more'"),
    ).toEqual([["1"]]);
    expect(await ask(use.client, "select id from plays where price > $1", ["9.999"])).toEqual([["4"]]);
  });
});
