import fc from "fast-check";

/** How often a property is tried; `npm run test:fuzz` asks for more. */
export const tries = Number(process.env.FUZZ_CASES ?? 200);

/** As dwh.cfg names one of the environment. */
export const variable = (name: string) => `${"$"}{${name}}`;

/** Texts that have broken programs before: quotes, comments, escapes, NUL, 4-byte characters, bidi marks, halves. */
const pieces = [
  ..."'\"`;:$\\{}[]()=#%&<>,./|\t\r\n\0 ",
  ...[
    "'; drop table users; --",
    "''",
    "--",
    "/*",
    "*/",
    "$$",
    "$1",
    "::",
    ":NAME",
    variable("HOME"),
    variable("A:-b"),
    "\\'",
  ],
  ...[
    "𝄞",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\ud800",
    "é",
    "e\u0301",
    "\u0085",
    "..",
    "../..",
    "__proto__",
    "constructor",
  ],
];

export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4, unit: "binary" })), { maxLength: 8 })
  .map((parts) => parts.join(""));
