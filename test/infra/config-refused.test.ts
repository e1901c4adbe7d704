import { describe, expect, it } from "vitest";
import { faults } from "./load-configuration.ts";

describe("a configuration is refused", () => {
  it.each([
    ["nodeType", "dc2.large", 'AWS no longer creates it; write "ra3.large"'],
    ["nodeType", "dc2.8xlarge", 'AWS no longer creates it; write "ra3.4xlarge"'],
    ["nodeType", "ds2.xlarge", 'AWS no longer creates it; write "ra3.xlplus"'],
    ["nodeType", "large", 'not a node type; write one like "ra3.large" or "rg.xlarge"'],
    ["numberOfNodes", "0", "ra3.large takes 1 to 100; write 1"],
    ["numberOfNodes", "two", "write a whole number"],
    [
      "databaseName",
      "Sparkify",
      'lower case letters, digits and _, a letter first, at most 64, none of Redshift\'s own names; write "sparkify"',
    ],
    [
      "adminUser",
      "public",
      'lower case letters, digits and _, a letter first, at most 64, none of Redshift\'s own names; write "dwh_admin"',
    ],
    ["port", "5456", "RA3 and RG take 5431-5455 or 8191-8215; write 5439"],
    ["port", "8190", "RA3 and RG take 5431-5455 or 8191-8215; write 5439"],
    ["snapshotRetentionDays", "0", "RA3 and RG always keep snapshots, for 1 to 35 days; write 1"],
    ["snapshotRetentionDays", "36", "RA3 and RG always keep snapshots, for 1 to 35 days; write 1"],
    [
      "logRetentionDays",
      "31",
      "CloudWatch takes 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653; write 60",
    ],
    [
      "logData",
      "udacity-dend/log_data/",
      "write a folder of objects, s3://BUCKET/PREFIX/, with a / at its end",
    ],
    [
      "songData",
      "s3://udacity-dend/song_data",
      "write a folder of objects, s3://BUCKET/PREFIX/, with a / at its end",
    ],
    ["logJsonpath", "s3://udacity-dend/", "write one object, s3://BUCKET/KEY"],
    [
      "dataRegion",
      "eu-west-1",
      'COPY goes through the VPC\'s S3 endpoint, which reaches buckets of us-west-2 only; write "us-west-2" and copy the data there, or set aws:region to "eu-west-1"',
    ],
    [
      "scheduleExpression",
      "at(2030-01-01T00:00:00)",
      'write "rate(1 day)", "rate(12 hours)" or "cron(0 5 * * ? *)"',
    ],
    ["scheduleExpression", "rate(0 days)", 'write "rate(1 day)", "rate(12 hours)" or "cron(0 5 * * ? *)"'],
    ["scheduleExpression", "cron(0 25 * * ? *)", '"25" is no value of hours (0-23)'],
    ["scheduleExpression", "cron(0 0 1 1 ? 1999)", "it runs less than twice in 400 days"],
    ["scheduleTimezone", "Berlin", 'write an IANA name, like "UTC" or "Europe/Berlin"'],
    ["scheduleTimezone", "+01:00", 'write an IANA name, like "UTC" or "Europe/Berlin"'],
    ["maxHoursWithoutRun", "0", "an alarm looks back 1 to 168 hours; write 26"],
    ["maxHoursWithoutRun", "169", "an alarm looks back 1 to 168 hours; write 26"],
    [
      "maxHoursWithoutRun",
      "24",
      "runs lie up to 24 hours apart, so that it would be in alarm between them; write 26",
    ],
    ["taskCpu", "1000", "Fargate takes 256, 512, 1024, 2048, 4096, 8192, 16384; write 1024"],
    ["taskMemory", "1024", "1024 CPU units take 2048 to 8192 in steps of 1024; write 2048"],
    ["taskMemory", "2500", "1024 CPU units take 2048 to 8192 in steps of 1024; write 2048"],
    ["cpuArchitecture", "arm64", 'write "X86_64" or "ARM64"'],
    [
      "imageUri",
      "docker.io/library/node:24",
      "the task reaches this region's ECR only; write ACCOUNT.dkr.ecr.us-west-2.amazonaws.com/REPOSITORY@sha256:DIGEST",
    ],
    [
      "imageUri",
      "123456789012.dkr.ecr.eu-west-1.amazonaws.com/etl:1",
      "the task reaches this region's ECR only; write ACCOUNT.dkr.ecr.us-west-2.amazonaws.com/REPOSITORY@sha256:DIGEST",
    ],
    ["alarmEmail", "data team", "write one address, like data-team@example.com"],
    ["monthlyBudgetUsd", "-1", "write whole US dollars a month, or 0 for no budget"],
    ["disposable", "yes", "write true or false"],
    ["subnetIds", "subnet-12345678", 'write a list of texts, for example ["a", "b"]'],
    ["clientSecurityGroupIds", '["sg-1"]', "sg-1: write each ID once, like sg-0123456789abcdef0"],
    ["owner", "data;team", "a tag takes letters, digits, blanks and _.:/=+-@, at most 256"],
    ["permissionsBoundaryArn", "boundary", "write a policy's ARN, arn:aws:iam::ACCOUNT:policy/NAME"],
  ])("%s = %s", async (key, value, reason) => {
    expect(await faults({ [key]: value })).toEqual([`${key} = ${value}: ${reason}`]);
  });

  it("with a region that is none of the partition aws", async () => {
    expect(await faults({ "aws:region": "cn-north-1", dataRegion: "cn-north-1" })).toEqual([
      'aws:region = cn-north-1: not a region of the partition "aws"; write "us-west-2"',
    ]);
  });

  it("with two nodes too few", async () => {
    expect(await faults({ nodeType: "ra3.4xlarge" })).toEqual([
      "numberOfNodes = 1: ra3.4xlarge takes 2 to 100; write 2",
    ]);
  });

  it("with a VPC without subnets, or subnets without their VPC", async () => {
    expect(await faults({ vpcId: "vpc-12345678" })).toEqual([
      "subnetIds = []: write the private subnets of vpc-12345678 to use",
    ]);
    expect(await faults({ subnetIds: '["subnet-12345678"]' })).toEqual([
      'vpcId = "": subnetIds says which of your subnets to use; write their VPC',
    ]);
  });

  it("with half of what a cluster needs to sleep", async () => {
    expect(await faults({ pauseCron: "cron(0 18 * * ? *)" })).toEqual([
      'resumeCron = "": pauseCron needs it beside it',
    ]);
    expect(await faults({ resumeCron: "cron(0 5 * * ? *)" })).toEqual([
      'pauseCron = "": resumeCron needs it beside it',
    ]);
  });

  it("with keys that no part of the program reads", async () => {
    expect(await faults({ nodetype: "ra3.large" })).toEqual([
      "nodetype: no such key; see Pulumi.yaml for those that are",
    ]);
  });

  it("with a stack name that AWS takes for no cluster", async () => {
    const reason =
      "names begin with it: lower case letters, digits and single hyphens, at most 23; pulumi stack init with another name";
    expect(await faults({}, { stack: "Dev_1" })).toEqual([`stack Dev_1: ${reason}`]);
    expect(await faults({}, { stack: "a-stack-with-a-long-name" })).toHaveLength(1);
  });

  it("with every fault at once", async () => {
    const keys = (
      await faults({ nodeType: "dc2.large", port: "22", alarmEmail: "x", taskCpu: "one", nodes: "3" })
    ).map((line) => line.split(/[ :]/)[0]);
    expect(keys).toEqual(["nodes", "taskCpu", "nodeType", "port", "alarmEmail"]);
  });
});
