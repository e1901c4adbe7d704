import { BOOL, type FunctionTable, fn, INT4, INT8, sameAsFirst, TEXT } from "./definition.ts";

const length = [fn("text", INT4, (text) => `length(${text})`)];
const find = [fn("text text", INT4, (text, part) => `strpos(${text}, ${part})`)];
const sha1 = [fn("text", { kind: "varchar", length: 40 }, (text) => `sha1(${text})`)];
const ltrim = trimmer("ltrim");
const rtrim = trimmer("rtrim");
const repeat = [fn("text int4", TEXT, (text, count) => `repeat(${text}, ${count})`)];

function trimmer(name: string) {
  return [fn("text text?", sameAsFirst, (text, blanks = "' '") => `${name}(${text}, ${blanks})`)];
}

const substring = [
  fn("text int4 int4?", sameAsFirst, (text, start, count) =>
    count === undefined
      ? `rs_substring_from(${text}, ${start})`
      : `rs_substring(${text}, ${start}, ${count})`,
  ),
];

/** Functions of text: https://docs.aws.amazon.com/redshift/latest/dg/String_functions_header.html */
export const TEXT_FUNCTIONS: FunctionTable = {
  upper: [fn("text", sameAsFirst, (text) => `upper(${text})`)],
  lower: [fn("text", sameAsFirst, (text) => `lower(${text})`)],
  initcap: [fn("text", sameAsFirst, (text) => `rs_js_initcap(${text})`)],
  length,
  len: length,
  char_length: length,
  character_length: length,
  textlen: length,
  octet_length: [fn("text", INT4, (text) => `strlen(${text})`)],
  bit_length: [fn("text", INT4, (text) => `(strlen(${text}) * 8)`)],
  substring,
  substr: substring,
  left: [fn("text int4", sameAsFirst, (text, count) => `left(${text}, ${count})`)],
  right: [fn("text int4", sameAsFirst, (text, count) => `right(${text}, ${count})`)],
  strleft: [fn("text int4", sameAsFirst, (text, count) => `left(${text}, ${count})`)],
  strright: [fn("text int4", sameAsFirst, (text, count) => `right(${text}, ${count})`)],
  ltrim,
  rtrim,
  btrim: trimmer("trim"),
  trim: trimmer("trim"),
  replace: [fn("text text text", TEXT, (text, from, to) => `replace(${text}, ${from}, ${to})`)],
  translate: [fn("text text text", sameAsFirst, (text, from, to) => `translate(${text}, ${from}, ${to})`)],
  repeat,
  replicate: repeat,
  reverse: [fn("text", sameAsFirst, (text) => `reverse(${text})`)],
  lpad: [
    fn(
      "text int4 text?",
      TEXT,
      (text, count, fill = "' '") => `lpad(${text}, greatest(${count}, 0), ${fill})`,
    ),
  ],
  rpad: [
    fn(
      "text int4 text?",
      TEXT,
      (text, count, fill = "' '") => `rpad(${text}, greatest(${count}, 0), ${fill})`,
    ),
  ],
  strpos: find,
  charindex: [fn("text text", INT4, (part, text) => `strpos(${text}, ${part})`)],
  split_part: [
    fn("text text int4", sameAsFirst, (text, at, index) => `rs_split_part(${text}, ${at}, ${index})`),
  ],
  concat: [fn("text text", TEXT, (left, right) => `(${left} || ${right})`)],
  chr: [fn("int4", { kind: "varchar", length: 4 }, (code) => `chr(${code})`)],
  ascii: [fn("text", INT4, (text) => `ascii(${text})`)],
  md5: [fn("text", { kind: "varchar", length: 32 }, (text) => `md5(${text})`)],
  sha: sha1,
  sha1,
  func_sha1: sha1,
  sha2: [fn("text int4", { kind: "varchar", length: 128 }, (text, bits) => `rs_js_sha2(${text}, ${bits})`)],
  crc32: [fn("text", { kind: "varchar", length: 8 }, (text) => `rs_js_crc32(${text})`)],
  to_hex: [fn("int8", TEXT, (value) => `lower(to_hex(${value}))`)],
  quote_ident: [fn("text", TEXT, (text) => `rs_js_quote_ident(${text})`)],
  quote_literal: [fn("text", TEXT, (text) => `rs_js_quote_literal(${text})`)],
  strtol: [fn("text int4", INT8, (text, base) => `rs_js_strtol(${text}, ${base})`)],
  soundex: [fn("text", { kind: "varchar", length: 4 }, (text) => `rs_js_soundex(${text})`)],
  difference: [fn("text text", INT4, (left, right) => `rs_js_difference(${left}, ${right})`)],
  regexp_count: [
    fn(
      "text text int4? text?",
      INT4,
      (text, pattern, start = "1", flags = "''") =>
        `rs_js_regexp_count(${text}, ${pattern}, ${start}, ${flags})`,
    ),
  ],
  regexp_instr: [
    fn(
      "text text int4? int4? int4? text?",
      INT4,
      (text, pattern, start = "1", occurrence = "1", option = "0", flags = "''") =>
        `rs_js_regexp_instr(${text}, ${pattern}, ${start}, ${occurrence}, ${option}, ${flags})`,
    ),
  ],
  regexp_substr: [
    fn(
      "text text int4? int4? text?",
      sameAsFirst,
      (text, pattern, start = "1", occurrence = "1", flags = "''") =>
        `rs_js_regexp_substr(${text}, ${pattern}, ${start}, ${occurrence}, ${flags})`,
    ),
  ],
  regexp_replace: [
    fn(
      "text text text? int4? text?",
      TEXT,
      (text, pattern, replacement = "''", start = "1", flags = "''") =>
        `rs_js_regexp_replace(${text}, ${pattern}, ${replacement}, ${start}, ${flags})`,
    ),
  ],
  json_extract_path_text: [
    fn(
      "text text text? text? text? text?",
      TEXT,
      (text, ...path) => `json_extract_string(${text}, ${jsonPath(path)})`,
    ),
    fn("text text bool", TEXT, (text, one, quiet) =>
      quietly(quiet as string, text as string, [one as string]),
    ),
    fn("text text text bool", TEXT, (text, one, two, quiet) =>
      quietly(quiet as string, text as string, [one as string, two as string]),
    ),
    fn("text text text text bool", TEXT, (text, one, two, three, quiet) =>
      quietly(quiet as string, text as string, [one as string, two as string, three as string]),
    ),
  ],
  json_array_length: [
    fn("text bool?", INT4, (text, quiet = "false") => `rs_json_array_length(${text}, ${quiet})`),
  ],
  json_extract_array_element_text: [
    fn(
      "text int4 bool?",
      TEXT,
      (text, index, quiet = "false") => `rs_json_array_element(${text}, ${index}, ${quiet})`,
    ),
  ],
  is_valid_json: [fn("text", BOOL, (text) => `rs_js_is_valid_json(${text})`)],
  is_valid_json_array: [fn("text", BOOL, (text) => `rs_js_is_valid_json_array(${text})`)],
  can_json_parse: [fn("text", BOOL, (text) => `json_valid(${text})`)],
};

/** Path elements as a JSON pointer, whose ~ and / are written ~0 and ~1. */
function jsonPath(path: readonly string[]): string {
  return path.map((element) => `'/' || replace(replace(${element}, '~', '~0'), '/', '~1')`).join(" || ");
}

function quietly(quiet: string, text: string, path: readonly string[]): string {
  return `json_extract_string(CASE WHEN ${quiet} AND NOT json_valid(${text}) THEN NULL ELSE ${text} END, ${jsonPath(path)})`;
}
