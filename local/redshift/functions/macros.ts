/**
 * What the dialect's SQL calls and the engine lacks, made once per engine. A fault raised here carries its
 * SQLSTATE in brackets; engine-error.ts takes it out.
 */
export const MACROS: readonly string[] = [
  "rs_raise(code, message) AS error('[' || code || '] ' || message)",
  "rs_not_zero(x) AS CASE WHEN x = 0 THEN error('[22012] division by zero') ELSE x END",
  ...integerReader("int2", "SMALLINT", "integer"),
  ...integerReader("int4", "INTEGER", "integer"),
  ...integerReader("int8", "BIGINT", "type bigint"),
  `rs_text_to_float8(x) AS CASE WHEN x IS NULL THEN NULL
     WHEN regexp_full_match(x, '\\s*([+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?|(?i:nan|[+-]?inf(inity)?))\\s*') THEN CAST(trim(x) AS DOUBLE)
     ELSE error('[22P02] invalid input syntax for type double precision: "' || x || '"') END`,
  `rs_text_to_numeric(x) AS CASE WHEN x IS NULL THEN NULL
     WHEN regexp_full_match(x, '\\s*[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\s*') THEN trim(x)
     ELSE error('[22P02] invalid input syntax for type numeric: "' || x || '"') END`,
  `rs_text_to_bool(x) AS CASE WHEN x IS NULL THEN NULL
     WHEN lower(trim(x)) IN ('t', 'true', 'y', 'yes', 'on', '1') THEN true
     WHEN lower(trim(x)) IN ('f', 'false', 'n', 'no', 'off', '0') THEN false
     ELSE error('[22P02] invalid input syntax for type boolean: "' || x || '"') END`,
  `rs_text_to_timestamp(x) AS CASE WHEN x IS NULL THEN NULL
     ELSE coalesce(rs_plain_timestamp(x), CAST(rs_js_read_moment(x) AS TIMESTAMP)) END`,
  `rs_plain_timestamp(x) AS CASE
     WHEN regexp_full_match(x, '[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?)?') THEN TRY_CAST(x AS TIMESTAMP) END`,
  "rs_text_to_date(x) AS CAST(rs_text_to_timestamp(x) AS DATE)",
  "rs_text_to_timestamptz(x) AS CAST(x AS TIMESTAMPTZ)",
  "rs_text_to_time(x) AS CAST(rs_js_read_time(x) AS TIME)",
  "rs_text_to_interval(x) AS CAST(x AS INTERVAL)",
  "rs_cut_text(x, n) AS CASE WHEN strlen(x) <= n THEN x WHEN strlen(x) = length(x) THEN left(x, n) ELSE list_max(list_filter(list_transform(range(0, n + 1), lambda k: left(x, k)), lambda t: strlen(t) <= n)) END",
  "rs_fit_text(x, n, name) AS CASE WHEN strlen(x) <= n OR x IS NULL THEN x WHEN strlen(rtrim(x, ' ')) <= n THEN rs_cut_text(x, n) ELSE error('[22001] value too long for type ' || name) END",
  "rs_fit_listagg(x) AS CASE WHEN strlen(x) > 65535 THEN error('[54000] result size exceeds LISTAGG limit') ELSE x END",
  `rs_float_to_text(x) AS CASE WHEN x IS NULL THEN NULL
     WHEN isnan(x) THEN 'NaN' WHEN isinf(x) THEN CASE WHEN x > 0 THEN 'Infinity' ELSE '-Infinity' END
     WHEN abs(x) < 1e15 AND (abs(x) >= 1e-4 OR x = 0) THEN regexp_replace(CAST(x AS VARCHAR), '\\.0$', '')
     ELSE rs_js_float_to_text(CAST(x AS DOUBLE)) END`,
  "rs_timestamptz_to_text(x) AS CAST(x AS VARCHAR)",
  "rs_substring_from(x, start) AS substr(x, greatest(start, 1))",
  `rs_substring(x, start, n) AS CASE WHEN n < 0 THEN error('[22011] negative substring length not allowed')
     ELSE substr(x, greatest(start, 1), greatest(n - (greatest(start, 1) - start), 0)) END`,
  "rs_split_part(x, separator, n) AS CASE WHEN n < 1 THEN error('[22023] field position must be greater than zero') ELSE split_part(x, separator, n) END",
  "rs_json_array_length(x, quiet) AS CASE WHEN quiet AND NOT json_valid(x) THEN NULL WHEN json_type(x) <> 'ARRAY' THEN CASE WHEN quiet THEN NULL ELSE error('[22023] JSON parsing error: no array') END ELSE json_array_length(x) END",
  "rs_json_array_element(x, n, quiet) AS CASE WHEN quiet AND NOT json_valid(x) THEN NULL ELSE json_extract_string(x, '/' || CAST(n AS VARCHAR)) END",
  // A month's last day stays a last day.
  `rs_add_months(x, n) AS CASE WHEN CAST(x AS DATE) = last_day(x)
     THEN CAST(last_day(x + to_months(n)) AS TIMESTAMP) + (x - date_trunc('day', x)) ELSE x + to_months(n) END`,
  // 29 February moved to a year without one becomes 1 March.
  `rs_add_years(x, n) AS x + to_years(CAST(n AS INTEGER)) + CASE
     WHEN date_part('day', x) = 29 AND date_part('month', x) = 2 AND date_part('day', x + to_years(CAST(n AS INTEGER))) = 28 THEN to_days(1) ELSE to_days(0) END`,
  `rs_months_between(a, b) AS (date_part('year', a) - date_part('year', b)) * 12 + date_part('month', a) - date_part('month', b)
     + CASE WHEN date_part('day', a) = date_part('day', b) OR (CAST(a AS DATE) = last_day(a) AND CAST(b AS DATE) = last_day(b)) THEN 0
       ELSE (date_part('day', a) - date_part('day', b) + (epoch_us(a - date_trunc('day', a)) - epoch_us(b - date_trunc('day', b))) / 86400000000.0) / 31.0::DOUBLE END`,
  `rs_next_day(x, day) AS CAST(x AS DATE) + CAST(((rs_js_weekday(day) - date_part('dow', x) + 6) % 7) + 1 AS INTEGER)`,
  "rs_weeks_between(a, b) AS CAST((date_diff('day', DATE '1970-01-04', CAST(b AS DATE)) + 700000) // 7 - (date_diff('day', DATE '1970-01-04', CAST(a AS DATE)) + 700000) // 7 AS BIGINT)",
  "rs_convert_zone(source, target, x) AS timezone(rs_js_zone(target), timezone(rs_js_zone(source), x))",
  `rs_format_type(oid, typmod) AS CASE CAST(oid AS BIGINT)
     WHEN 16 THEN 'boolean' WHEN 20 THEN 'bigint' WHEN 21 THEN 'smallint' WHEN 23 THEN 'integer' WHEN 26 THEN 'oid'
     WHEN 19 THEN 'name' WHEN 25 THEN 'text' WHEN 700 THEN 'real' WHEN 701 THEN 'double precision' WHEN 1082 THEN 'date'
     WHEN 1083 THEN 'time without time zone' WHEN 1114 THEN 'timestamp without time zone'
     WHEN 1184 THEN 'timestamp with time zone' WHEN 1266 THEN 'time with time zone' WHEN 1186 THEN 'interval'
     WHEN 1042 THEN 'character' || CASE WHEN typmod > 4 THEN '(' || CAST(typmod - 4 AS VARCHAR) || ')' ELSE '' END
     WHEN 1043 THEN 'character varying' || CASE WHEN typmod > 4 THEN '(' || CAST(typmod - 4 AS VARCHAR) || ')' ELSE '' END
     WHEN 1700 THEN 'numeric' || CASE WHEN typmod > 4 THEN '(' || CAST((typmod - 4) >> 16 AS VARCHAR) || ',' || CAST((typmod - 4) & 65535 AS VARCHAR) || ')' ELSE '' END
     ELSE '-' END`,
];

function integerReader(kind: string, engine: string, name: string): string[] {
  return [
    `rs_text_to_${kind}(x) AS CASE WHEN x IS NULL THEN NULL
       WHEN regexp_full_match(x, '\\s*[+-]?[0-9]+\\s*') THEN CAST(x AS ${engine})
       ELSE error('[22P02] invalid input syntax for ${name}: "' || x || '"') END`,
  ];
}
