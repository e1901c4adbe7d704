import * as pulumi from "@pulumi/pulumi";
import type { Sources } from "../iam/s3-statements.ts";
import { lakePrefix, workPrefix } from "../lake/lake.ts";

export interface EnvironmentArgs {
  host: pulumi.Input<string>;
  port: number;
  databaseName: string;
  adminUser: string;
  copyRoleArn: pulumi.Input<string>;
  sources: Sources;
  dataRegion: string;
  bucketName: pulumi.Input<string>;
}

/** What the job's `dwh.cfg` takes from the environment, but for the password: name → value. */
export function jobEnvironment(args: EnvironmentArgs): Record<string, pulumi.Input<string>> {
  return {
    REDSHIFT_HOST: args.host,
    REDSHIFT_PORT: String(args.port),
    REDSHIFT_DATABASE: args.databaseName,
    REDSHIFT_USER: args.adminUser,
    REDSHIFT_IAM_ROLE_ARN: args.copyRoleArn,
    LOG_DATA: args.sources.logData,
    SONG_DATA: args.sources.songData,
    LOG_JSONPATH: args.sources.logJsonpath,
    DATA_REGION: args.dataRegion,
    S3_WORK: pulumi.interpolate`s3://${args.bucketName}/${workPrefix}`,
    S3_LAKE: pulumi.interpolate`s3://${args.bucketName}/${lakePrefix}`,
  };
}
