import { expect, test } from "vitest";
import { jobEnvironment } from "../../../local/start/job-environment.ts";

test("the job gets the container's variables, and nothing that is the server's own", () => {
  const target = {
    host: "127.0.0.1",
    port: 1234,
    database: "sparkify",
    user: "dwh_admin",
    password: "p",
    s3Folder: "/data",
  };
  const inherited = { PATH: "/bin", UV_THREADPOOL_SIZE: "600", REDSHIFT_HOST: "elsewhere" };
  expect(jobEnvironment(target, inherited)).toEqual({
    PATH: "/bin",
    REDSHIFT_HOST: "127.0.0.1",
    REDSHIFT_PORT: "1234",
    REDSHIFT_DATABASE: "sparkify",
    REDSHIFT_USER: "dwh_admin",
    REDSHIFT_PASSWORD: "p",
    REDSHIFT_TLS: "off",
    REDSHIFT_IAM_ROLE_ARN: "arn:aws:iam::123456789012:role/local",
    S3_FOLDER: "/data",
    S3_WORK: "s3://sparkify-work/etl/",
    LOG_DATA: "s3://udacity-dend/log_data/",
    LOG_JSONPATH: "s3://udacity-dend/log_json_path.json",
    SONG_DATA: "s3://udacity-dend/song_data/",
    DATA_REGION: "us-west-2",
  });
});
