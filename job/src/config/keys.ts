import { anyText, host, matching, oneOf, optional, type Parser, s3Uri, wholeNumber } from "./values.ts";

/** How one key of dwh.cfg is read. */
export interface Key<T> {
  readonly parse: Parser<T>;
  /** Stands where the key is not in the file; a key without one must be there, and not be empty. */
  readonly fallback?: string;
  /** The value is never shown. */
  readonly secret?: true;
}

function key<T>(parse: Parser<T>, more: Omit<Key<T>, "parse"> = {}): Key<T> {
  return { parse, ...more };
}

const name = matching(/^[^\s"'\\;]{1,127}$/, "a name without blanks, quotes, backslashes and semicolons");

/** Every section and key of dwh.cfg. The first three sections are those that Sparkify's programs always had. */
export const keys = {
  CLUSTER: {
    HOST: key(host),
    DB_NAME: key(name),
    DB_USER: key(name),
    DB_PASSWORD: key(anyText, { secret: true }),
    DB_PORT: key(wholeNumber({ from: 1, to: 65_535 }), { fallback: "5439" }),
    TLS: key(oneOf("verify", "off"), { fallback: "verify" }),
  },
  IAM_ROLE: {
    ARN: key(
      matching(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, "arn:aws:iam::<12 digits>:role/<name>"),
    ),
  },
  S3: {
    LOG_DATA: key(s3Uri("prefix")),
    LOG_JSONPATH: key(s3Uri("object")),
    SONG_DATA: key(s3Uri("prefix")),
    REGION: key(matching(/^[a-z]{2}(-[a-z]+)+-\d$/, "a region like us-west-2"), {
      fallback: "us-west-2",
    }),
    WORK: key(s3Uri("prefix")),
    LAKE: key(optional(s3Uri("prefix")), { fallback: "" }),
    ON_BAD_OBJECT: key(oneOf("stop", "quarantine"), { fallback: "stop" }),
  },
  RUN: {
    LOCK_WAIT_SECONDS: key(wholeNumber({ from: 0, to: 86_400 }), { fallback: "1800" }),
    STATEMENT_TIMEOUT_SECONDS: key(wholeNumber({ from: 1, to: 86_400 }), { fallback: "3600" }),
    RETRIES: key(wholeNumber({ from: 0, to: 100 }), { fallback: "5" }),
    RETRY_SECONDS: key(wholeNumber({ from: 0, to: 86_400 }), { fallback: "900" }),
    SLICES: key(wholeNumber({ from: 1, to: 2_048 }), { fallback: "4" }),
  },
} as const;
