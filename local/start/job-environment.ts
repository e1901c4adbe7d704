/** Where the job finds the local Redshift and the folder that stands for S3. */
export interface JobTarget {
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
  s3Folder: string;
}

/** The environment of a job against the local Redshift: what the container has, with other values. */
export function jobEnvironment(
  { host, port, database, user, password, s3Folder }: JobTarget,
  { UV_THREADPOOL_SIZE: _serverOnly, ...inherited }: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  return {
    ...inherited,
    REDSHIFT_HOST: host,
    REDSHIFT_PORT: String(port),
    REDSHIFT_DATABASE: database,
    REDSHIFT_USER: user,
    REDSHIFT_PASSWORD: password,
    REDSHIFT_TLS: "off",
    REDSHIFT_IAM_ROLE_ARN: "arn:aws:iam::123456789012:role/local",
    S3_FOLDER: s3Folder,
    S3_WORK: "s3://sparkify-work/etl/",
    LOG_DATA: "s3://udacity-dend/log_data/",
    LOG_JSONPATH: "s3://udacity-dend/log_json_path.json",
    SONG_DATA: "s3://udacity-dend/song_data/",
    DATA_REGION: "us-west-2",
  };
}
