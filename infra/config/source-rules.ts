import type { Rule, Settings } from "./settings.ts";

/** A bucket name (3–63 of lower case letters, digits, dots, hyphens) and a key. */
const s3Uri = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/[^\s'"*?\\]+$/;

const prefixes: Rule = (settings) =>
  (["logData", "songData"] as const)
    .filter((key) => !s3Uri.test(settings[key]) || !settings[key].endsWith("/"))
    .map((key) => ({
      key,
      reason: `write a folder of objects, s3://BUCKET/PREFIX/, with a / at its end`,
    }));

const jsonpath: Rule = ({ logJsonpath }) =>
  s3Uri.test(logJsonpath) && !logJsonpath.endsWith("/")
    ? []
    : [{ key: "logJsonpath", reason: "write one object, s3://BUCKET/KEY" }];

/** Nothing here has ARNs for the partitions aws-cn and aws-us-gov. */
const region: Rule = ({ region }) =>
  /^(?!cn-|us-gov-)[a-z]{2}-[a-z]+(-[a-z]+)?-\d$/.test(region)
    ? []
    : [{ key: "region", reason: `not a region of the partition "aws"; write "us-west-2"` }];

// A gateway endpoint reaches the buckets of its own region only, and with enhanced VPC routing COPY has no other way:
// https://docs.aws.amazon.com/redshift/latest/mgmt/enhanced-vpc-routing.html
const sameRegion: Rule = ({ region, dataRegion }: Settings) =>
  region === dataRegion
    ? []
    : [
        {
          key: "dataRegion",
          reason:
            `COPY goes through the VPC's S3 endpoint, which reaches buckets of ${region} only; ` +
            `write "${region}" and copy the data there, or set aws:region to "${dataRegion}"`,
        },
      ];

export const sourceRules: readonly Rule[] = [prefixes, jsonpath, region, sameRegion];
