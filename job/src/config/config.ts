import type { S3Uri } from "../sources/s3-uri.ts";

/** All that dwh.cfg says, checked and frozen. */
export interface Config {
  readonly cluster: {
    readonly host: string;
    readonly port: number;
    readonly database: string;
    readonly user: string;
    readonly password: string;
    /** "off" only for a loopback host. */
    readonly tls: "verify" | "off";
  };
  /** The role that COPY and UNLOAD take on. */
  readonly iamRole: string;
  readonly s3: {
    readonly logData: S3Uri;
    readonly logJsonpath: S3Uri;
    readonly songData: S3Uri;
    readonly region: string;
    /** Where the parts and manifests of a run lie while it runs. */
    readonly work: S3Uri;
    /** Root of the lake, if there is to be one. */
    readonly lake: S3Uri | undefined;
    /** Whether an object that cannot be loaded stops the run, or is left out and noted in etl_rejects. */
    readonly onBadObject: "stop" | "quarantine";
  };
  readonly run: {
    /** Longest wait for another run to end. */
    readonly lockWaitSeconds: number;
    /** Longest that one statement may take. */
    readonly statementTimeoutSeconds: number;
    /** How often a run that failed for a passing reason is made again, and for how long at most. */
    readonly retries: number;
    readonly retrySeconds: number;
    /** Slices of the cluster, where the warehouse does not show them. */
    readonly slices: number;
  };
}
