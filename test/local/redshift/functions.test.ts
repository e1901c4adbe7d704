import { describe, expect, test } from "vitest";
import { ask, askOne, fault } from "./ask.ts";
import { useOneClient } from "./one-client.ts";

const use = useOneClient();

async function check(cases: readonly (readonly [string, string | null])[]): Promise<void> {
  for (const [expression, value] of cases) {
    expect.soft(await askOne(use.client, `select ${expression}`), expression).toBe(value);
  }
}

describe("functions", () => {
  test("of text", async () => {
    await check([
      ["upper('aé'), lower('AB')", "AÉ"],
      ["initcap('the QUICK brown-fox')", "The Quick Brown-Fox"],
      ["len('français')", "8"],
      ["octet_length('français')", "9"],
      ["len('ab  '::char(5))", "2"],
      ["substring('caterpillar', 6, 4)", "pill"],
      ["substring('caterpillar', -2, 6)", "cat"],
      ["substring('caterpillar', -5, 4)", ""],
      ["substring('hello' from 2 for 3)", "ell"],
      ["left('abc', 2) || right('abc', 1)", "abc"],
      ["trim('  a  ') || '|'", "a|"],
      ["btrim('xyzaxyzbxyzcxyz', 'xyz')", "axyzbxyzc"],
      ["trim(leading '0' from '007')", "7"],
      ["replace('aXbX', 'X', '-')", "a-b-"],
      ["translate('mint tea', 'inea', 'osin')", "most tin"],
      ["repeat('ab', 3)", "ababab"],
      ["reverse('abc')", "cba"],
      ["lpad('7', 3, '0') || rpad('a', 3) || lpad('abcdef', 3)", "007a  abc"],
      ["charindex('fish', 'dogfish')", "4"],
      ["position('dog' in 'fish')", "0"],
      ["strpos('dogfish', 'fish')", "4"],
      ["split_part('a|b|c', '|', 2)", "b"],
      ["concat('a', null)", null],
      ["chr(65) || ascii('A')", "A65"],
      ["md5('Amazon Redshift')", "f7415e33f972c03abd4f3fed36748f7a"],
      ["sha1('abc')", "a9993e364706816aba3e25717850c26c9cd0d89d"],
      ["sha2('abc', 224)", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"],
      ["strtol('abcd1234', 16)", "2882343476"],
      ["to_hex(2147676847)", "8002f2af"],
      ["quote_ident('Table') || quote_literal('it''s')", "\"Table\"'it''s'"],
      ["soundex('Amazon')", "A525"],
      ["regexp_count('abcabc', '[a-b]{2}')", "2"],
      ["regexp_instr('the fox', 'FOX', 1, 1, 0, 'i')", "5"],
      ["regexp_substr('a1b22', '[0-9]+', 1, 2)", "22"],
      ["regexp_substr('key=value', '(\\\\w+)=(\\\\w+)', 1, 1, 'e')", "key"],
      ["regexp_replace('the fox', '[a-z]+ ([a-z]+)', '\\\\1!')", "fox!"],
      ["regexp_replace('aXbX', 'x', '', 1, 'i')", "ab"],
    ]);
  });

  test("of JSON", async () => {
    await check([
      [`json_extract_path_text('{"f2":{"f3":1},"f4":{"f5":99,"f6":"star"}}', 'f4', 'f6')`, "star"],
      [`json_extract_path_text('{"a":{"b/c":1.0}}', 'a', 'b/c')`, "1.0"],
      [`json_extract_path_text('{"a":1}', 'b')`, null],
      [`json_extract_path_text('{"a":', 'a', true)`, null],
      [`json_array_length('[11,12,{"f1":21}]')`, "3"],
      [`json_extract_array_element_text('[111,"two"]', 1)`, "two"],
      [`is_valid_json('{"a":2}') and not is_valid_json('[1]') and not is_valid_json('{{}}')`, "t"],
      ["is_valid_json_array('[]')", "t"],
    ]);
    expect(await fault(use.client, `select json_extract_path_text('{"a":', 'a')`)).toBe(
      "22023 JSON parsing error",
    );
  });

  test("of numbers", async () => {
    await check([
      ["abs(-38)", "38"],
      ["ceil(2.1) || floor(-2.1)", "3-3"],
      ["round(123.456, 1)", "123.5"],
      ["round(2.5::float8)", "3"],
      ["trunc(110.28, 1)", "110.2"],
      ["mod(7, 3)", "1"],
      ["sqrt('16')", "4"],
      ["power(2, 10)", "1024"],
      ["log(100)", "2"],
      ["sign(-0.5)", "-1"],
      ["pi()", "3.141592653589793"],
      ["greatest(1, 2.5, null)", "2.5"],
      ["to_number('12,454.8-', '99G999D9S')::numeric(10,1)", "-12454.8"],
      ["to_char(-125.8, '999D99S')", "125.80-"],
      ["to_char(125, 'RN')", "           CXXV"],
      ["fnv_hash('Amazon Redshift', fnv_hash(1))", "-2202602717770968555"],
      ["crc32('Amazon Redshift')", "f2726906"],
    ]);
  });

  test("of dates", async () => {
    await check([
      ["dateadd(month, 18, '2008-02-28')", "2009-08-28 00:00:00"],
      ["dateadd(m, 30, '2008-02-28')", "2008-02-28 00:30:00"],
      ["dateadd(month, 12, '2016-02-29')", "2017-02-28 00:00:00"],
      ["dateadd(year, 1, '2016-02-29')", "2017-03-01 00:00:00"],
      ["dateadd(ms, 7, timestamp '2018-11-01 00:00:00.001')", "2018-11-01 00:00:00.008"],
      ["dateadd(hour, 12, time '13:24:55')", "01:24:55"],
      ["datediff(week, '2009-01-01', '2009-12-31')", "52"],
      ["datediff(day, '2018-11-01 23:59:59', '2018-11-02')", "1"],
      ["datediff(qtr, '1998-07-01', '2018-11-01')", "81"],
      ["date_part(dow, timestamp '2018-11-04 10:00:00')", "0"],
      ["date_part('week', date '2018-12-31')", "1"],
      ["extract(sec from timestamp '2009-09-22 01:02:03.189717')", "3"],
      ["date_part(sec, timestamp '2009-09-22 01:02:03.189717')", "3.189717"],
      ["extract(epoch from timestamp '2018-11-01 20:57:10.796')", "1541105830"],
      ["extract(century from timestamp '2000-12-16 12:21:13')", "20"],
      ["date_trunc('week', timestamp '2018-11-04 10:00:00')", "2018-10-29 00:00:00"],
      ["date_trunc('month', date '2018-11-04')", "2018-11-01 00:00:00"],
      ["last_day('2016-02-03')", "2016-02-29"],
      ["add_months('2008-04-30', 1)", "2008-05-31 00:00:00"],
      ["months_between('1969-01-18', '1969-03-18')", "-2"],
      ["next_day('2014-08-20', 'Tuesday')", "2014-08-26"],
      ["trunc(timestamp '2018-11-04 10:00:00')", "2018-11-04"],
      ["convert_timezone('EST', 'PST', '20080305 12:25:29')", "2008-03-05 09:25:29"],
      ["convert_timezone('America/New_York', '2013-06-01 08:00:00')", "2013-06-01 04:00:00"],
      ["timestamp '2018-01-01 12:00' at time zone 'America/New_York'", "2018-01-01 17:00:00+00"],
      [
        "to_char(timestamp '2009-12-31 23:15:59', 'MONTH-DY-DD-YYYY HH12:MIPM')",
        "DECEMBER -THU-31-2009 11:15PM",
      ],
      [
        "to_char(timestamp '2018-11-01 20:57:10.796', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS IW ID Q DDD')",
        "2018-11-01T20:57:10.796 44 4 4 305",
      ],
      ["to_date('02 Oct 2001', 'DD Mon YYYY')", "2001-10-02"],
      ["to_timestamp('2018-11-01 08:57 PM', 'YYYY-MM-DD HH12:MI AM')", "2018-11-01 20:57:00+00"],
      ["date '2018-02-28' + 1", "2018-03-01"],
      ["date '2018-03-01' - date '2018-02-01'", "28"],
      ["date '2023-03-31' - interval '4 months'", "2022-11-30 00:00:00"],
      ["timestamp '2018-11-02' - timestamp '2018-11-01 12:30'", "11:30:00"],
      ["interval '1 year 2 mons 3 days 04:05'", "1 year 2 mons 3 days 04:05:00"],
      ["'2018-11-01'::timestamp + '52 weeks'", "2019-10-31 00:00:00"],
    ]);
    expect(await fault(use.client, "select dateadd(fortnight, 1, current_date)")).toBe(
      '22023 timestamp units "fortnight" not recognized',
    );
  });

  test("of nothing and of choice", async () => {
    await check([
      ["nvl(null, 12, null)", "12"],
      ["nvl2(null, 'yes', 'no')", "no"],
      ["decode(null, 1, 'one', null, 'none')", "none"],
      ["decode(3, 1, 'one', 'many')", "many"],
      ["nullif(5, 5)", null],
    ]);
    expect(await fault(use.client, "select coalesce(null, 'Amazon Redshift', 12)")).toBe(
      '22P02 invalid input syntax for integer: "Amazon Redshift"',
    );
  });

  test("of the session", async () => {
    const pid = await askOne(use.client, "select pg_backend_pid()");
    expect(await ask(use.client, `select count(*) from stv_sessions where process = ${pid}`)).toEqual([
      ["1"],
    ]);
    expect(await ask(use.client, "select current_user, user, current_database(), current_schema()")).toEqual([
      ["dwh_admin", "dwh_admin", "sparkify", "public"],
    ]);
    expect(await askOne(use.client, "select version()")).toMatch(/^PostgreSQL 8\.0\.2 .* Redshift 1\.0\./);
    expect(await ask(use.client, "select pg_last_copy_count(), pg_last_copy_id()")).toEqual([["0", "-1"]]);
  });

  test("of the clock: GETDATE is the statement's, SYSDATE the transaction's", async () => {
    await use.client.query("begin");
    const [first] = await ask(use.client, "select getdate(), sysdate, current_date = trunc(sysdate)");
    await new Promise((resolve) => setTimeout(resolve, 5));
    const [second] = await ask(
      use.client,
      "select getdate(), sysdate, abs(datediff(s, getdate(), sysdate)) < 60",
    );
    await use.client.query("commit");
    expect(first?.[0]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(second?.[1]).toBe(first?.[1]);
    expect([first?.[2], second?.[2]]).toEqual(["t", "t"]);
  });

  test.each([
    ["json_parse('{}')", "0A000 function json_parse() is not supported by the local Redshift"],
    ["st_point(1, 2)", "0A000 function st_point() is not supported by the local Redshift"],
    ["to_char(now(), 'TZ')", "0A000 TO_CHAR's TZ is not supported by the local Redshift"],
    [
      "convert_timezone('UTC', 'EST+5', '2018-01-01')",
      "0A000 time zone offsets (EST+5) are not supported by the local Redshift",
    ],
    ["convert_timezone('UTC', 'Nowhere', '2018-01-01')", '22023 time zone "Nowhere" not recognized'],
    ["upper(1, 2)", "42883 function upper(integer, integer) does not exist"],
    ["regexp_count('a', '(')", "2201B invalid regular expression: ("],
    ["to_date('x', 'YYYY')", '22007 invalid value "x" for "YYYY" in source string'],
    ["to_date('2001-02-30', 'YYYY-MM-DD', true)", '22008 date/time field value out of range: "2001-02-30"'],
  ])("%s is refused", async (expression, expected) => {
    expect(await fault(use.client, `select ${expression}`)).toBe(expected);
  });
});
