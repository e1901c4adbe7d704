import { describe, expect, it } from "vitest";
import { formatS3Uri, parseS3Uri } from "../../../job/src/sources/s3-uri.ts";

const bucketRule = "a bucket name of 3 to 63 lower-case letters, digits, dots and hyphens";

describe("a prefix", () => {
  it.each([
    ["s3://udacity-dend/song_data", "udacity-dend", "song_data/"],
    ["s3://udacity-dend/song_data/", "udacity-dend", "song_data/"],
    ["s3://udacity-dend/", "udacity-dend", ""],
    ["s3://udacity-dend", "udacity-dend", ""],
    ["s3://a.b-1/it's/100%/é", "a.b-1", "it's/100%/é/"],
  ])("is read from %s, and ends at a slash", (text, bucket, key) => {
    expect(parseS3Uri(text, { as: "prefix" })).toEqual({ uri: { bucket, key } });
  });

  it.each([
    ["", "s3://bucket/prefix/"],
    ["/song_data", "s3://bucket/prefix/"],
    ["https://udacity-dend/song_data", "s3://bucket/prefix/"],
    ["s3:/udacity-dend/song_data", "s3://bucket/prefix/"],
    [" s3://udacity-dend/", "s3://bucket/prefix/"],
    ["s3:///song_data", bucketRule],
    ["s3://ab/", bucketRule],
    [`s3://${"a".repeat(64)}/`, bucketRule],
    ["s3://Udacity/", bucketRule],
    ["s3://-dend/", bucketRule],
    ["s3://udacity_dend/", bucketRule],
    ["s3://udacity..dend/", "a bucket name without two dots in a row that is no IP address"],
    ["s3://192.168.5.4/", "a bucket name without two dots in a row that is no IP address"],
    ["s3://udacity-dend/a\nb", "a key without control characters"],
    [`s3://udacity-dend/${"é".repeat(512)}`, "a key of fewer than 1024 bytes"],
  ])("is not read from %j", (text, expected) => {
    expect(parseS3Uri(text, { as: "prefix" })).toEqual({ expected });
  });
});

describe("an object", () => {
  it("is read with its key, and written as it was", () => {
    const text = "s3://udacity-dend/a b/log_json_path.json";
    const read = parseS3Uri(text, { as: "object" });
    expect(read).toEqual({ uri: { bucket: "udacity-dend", key: "a b/log_json_path.json" } });
    expect("uri" in read && formatS3Uri(read.uri)).toBe(text);
  });

  it.each([
    ["log_json_path.json", "s3://bucket/key"],
    ["s3://udacity-dend", 's3://bucket/key with a key that does not end at "/"'],
    ["s3://udacity-dend/log_data/", 's3://bucket/key with a key that does not end at "/"'],
  ])("is not read from %s", (text, expected) => {
    expect(parseS3Uri(text, { as: "object" })).toEqual({ expected });
  });
});
