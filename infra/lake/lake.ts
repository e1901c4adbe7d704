import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../iam/policy-document.ts";

/** Prefixes of the bucket: a run's parts and manifests, and the Parquet that it unloads. */
export const workPrefix = "work/";
export const lakePrefix = "lake/";

export interface LakeArgs {
  /** Whether destroy may delete the bucket with all that is in it. */
  disposable: boolean;
}

/** The one bucket of the stack: private, TLS only, encrypted, versioned, tidied by itself. */
export class Lake extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  readonly bucketArn: pulumi.Output<string>;

  constructor(name: string, args: LakeArgs, opts: pulumi.ComponentResourceOptions) {
    super("sparkify:lake:Lake", name, {}, opts);
    const parent = { parent: this };
    const resource = new aws.s3.Bucket(
      `${name}-lake`,
      { forceDestroy: args.disposable },
      { ...parent, protect: !args.disposable },
    );
    settleBucket(`${name}-lake`, { bucket: resource }, parent);
    this.bucketName = resource.bucket;
    this.bucketArn = resource.arn;
    this.registerOutputs();
  }
}

/** Everything about a bucket that is a resource of its own. */
function settleBucket(
  name: string,
  { bucket: { bucket, arn } }: { bucket: aws.s3.Bucket },
  opts: { parent: pulumi.Resource },
): void {
  const blocks = {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  };
  const access = new aws.s3.BucketPublicAccessBlock(name, { bucket, ...blocks }, opts);
  new aws.s3.BucketOwnershipControls(
    name,
    { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    opts,
  );
  new aws.s3.BucketServerSideEncryptionConfiguration(
    name,
    { bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    opts,
  );
  const versioning = new aws.s3.BucketVersioning(
    name,
    { bucket, versioningConfiguration: { status: "Enabled" } },
    opts,
  );
  new aws.s3.BucketLifecycleConfiguration(
    name,
    { bucket, rules: lifecycleRules() },
    { ...opts, dependsOn: [versioning] },
  );
  // S3 takes one change of a bucket's access settings at a time; the policy waits for the block.
  new aws.s3.BucketPolicy(name, { bucket, policy: tlsOnly(arn) }, { ...opts, dependsOn: [access] });
}

/** A run removes its own work files; a week is for those of runs that died and that no run followed. */
function lifecycleRules(): aws.types.input.s3.BucketLifecycleConfigurationRule[] {
  return [
    {
      id: "expire-work",
      status: "Enabled",
      filter: { prefix: workPrefix },
      expiration: { days: 7 },
      noncurrentVersionExpiration: { noncurrentDays: 1 },
    },
    {
      id: "expire-old-lake-versions",
      status: "Enabled",
      filter: { prefix: lakePrefix },
      noncurrentVersionExpiration: { noncurrentDays: 30 },
    },
    {
      id: "abort-half-uploads",
      status: "Enabled",
      filter: { prefix: "" },
      abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
    },
  ];
}

function tlsOnly(bucketArn: pulumi.Output<string>): pulumi.Output<string> {
  return policyDocument([
    {
      Sid: "RefusePlainHttp",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [bucketArn, pulumi.interpolate`${bucketArn}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ]);
}
