import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "./policy-document.ts";

/** A prefix of a bucket: `key` ends in "/" or is "". */
export interface S3Prefix {
  bucketArn: pulumi.Input<string>;
  key: string;
}

/** `s3://bucket/some/key` → the bucket's ARN and the key. */
export function s3Location(uri: string): { bucketArn: string; key: string } {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.*)$/.exec(uri) ?? [];
  if (bucket === undefined || key === undefined) throw new Error(`not an S3 URI: ${uri}`);
  return { bucketArn: `arn:aws:s3:::${bucket}`, key };
}

/** Where the job's input lies. */
export interface Sources {
  logData: string;
  songData: string;
  logJsonpath: string;
}

/** List and read the two source folders, read the one jsonpaths object. */
export function readSources({ logData, songData, logJsonpath }: Sources): Statement[] {
  const jsonpath = s3Location(logJsonpath);
  return [
    ...listAndRead("Logs", s3Location(logData)),
    ...listAndRead("Songs", s3Location(songData)),
    {
      Sid: "ReadJsonpaths",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: `${jsonpath.bucketArn}/${jsonpath.key}`,
    },
  ];
}

/** List one prefix of a bucket, and read what lies under it. */
export function listAndRead(what: string, { bucketArn, key }: S3Prefix): Statement[] {
  return [
    {
      Sid: `List${what}`,
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: bucketArn,
      Condition: { StringLike: { "s3:prefix": `${key}*` } },
    },
    {
      Sid: `Read${what}`,
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: pulumi.interpolate`${bucketArn}/${key}*`,
    },
  ];
}

/** Put objects under one prefix; `AbortMultipartUpload` clears up after a large one that failed. */
export function write(what: string, { bucketArn, key }: S3Prefix): Statement {
  return {
    Sid: `Write${what}`,
    Effect: "Allow",
    Action: ["s3:PutObject", "s3:AbortMultipartUpload"],
    Resource: pulumi.interpolate`${bucketArn}/${key}*`,
  };
}

/** Remove objects under one prefix. */
export function remove(what: string, { bucketArn, key }: S3Prefix): Statement {
  return {
    Sid: `Remove${what}`,
    Effect: "Allow",
    Action: "s3:DeleteObject",
    Resource: pulumi.interpolate`${bucketArn}/${key}*`,
  };
}
