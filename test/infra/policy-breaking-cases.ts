interface BreakingCase {
  policy: string;
  type: string;
  inputs: Record<string, unknown>;
  /** What the policy reports. */
  said: string;
}

const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const role = "aws:iam/role:Role";
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const cluster = "aws:redshift/cluster:Cluster";
const task = "aws:ecs/taskDefinition:TaskDefinition";
const schedule = "aws:scheduler/schedule:Schedule";

const goodCluster = {
  publiclyAccessible: false,
  encrypted: "true",
  enhancedVpcRouting: true,
  manageMasterPassword: true,
};
const goodContainer = {
  name: "etl",
  image: "repository@sha256:abc",
  user: "1000",
  readonlyRootFilesystem: true,
};
const goodTarget = {
  ecsParameters: { networkConfiguration: { assignPublicIp: false } },
  retryPolicy: { maximumRetryAttempts: 2 },
  deadLetterConfig: { arn: "arn" },
};

const policyOf = (statement: object) => ({
  policy: JSON.stringify({ Statement: [{ Effect: "Allow", ...statement }] }),
});
const trustOf = (statement: object) => ({
  assumeRolePolicy: JSON.stringify({
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", ...statement }],
  }),
});
const containerOf = (change: object) => ({
  containerDefinitions: JSON.stringify([{ ...goodContainer, ...change }]),
});

/** One line a way to break a rule. */
export const breakingCases: BreakingCase[] = [
  ["no-rule-for-the-world", ingress, { cidrIpv4: "0.0.0.0/0" }, "it names 0.0.0.0/0"],
  ["no-rule-for-the-world", ingress, { cidrIpv6: "::/0" }, "it names ::/0"],
  [
    "no-rule-for-the-world",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    { ipProtocol: "-1", cidrIpv4: "10.0.0.0/8" },
    "it names every protocol and port",
  ],
  [
    "rules-are-resources",
    "aws:ec2/securityGroup:SecurityGroup",
    { ingress: [{ fromPort: 5439 }] },
    "it has inline ingress rules",
  ],
  ["rules-are-resources", "aws:ec2/securityGroupRule:SecurityGroupRule", {}, "it is of the old type"],
  ["no-way-to-the-internet", "aws:ec2/internetGateway:InternetGateway", {}, "it is such a way"],
  [
    "no-way-to-the-internet",
    "aws:ec2/subnet:Subnet",
    { mapPublicIpOnLaunch: true },
    "it gives public addresses",
  ],
  ["no-wildcard-action", rolePolicy, policyOf({ Action: ["s3:Get*"] }), "it allows s3:Get*"],
  [
    "no-wildcard-resource",
    rolePolicy,
    policyOf({ Action: "s3:GetObject", Resource: "*" }),
    "it allows s3:GetObject on *",
  ],
  [
    "bound-trust",
    role,
    trustOf({
      Principal: { Service: "ecs-tasks.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": "1" } },
    }),
    "ecs-tasks.amazonaws.com is not bound by aws:SourceArn",
  ],
  [
    "bound-trust",
    role,
    trustOf({ Principal: { Service: "lambda.amazonaws.com" } }),
    "lambda.amazonaws.com is not a service that this stack uses",
  ],
  ["bound-trust", role, trustOf({ Principal: "*" }), "not exactly one service may assume it"],
  [
    "bound-pass-role",
    rolePolicy,
    policyOf({ Action: "iam:PassRole", Resource: "arn:aws:iam::1:role/a" }),
    "it passes to any service",
  ],
  [
    "bound-pass-role",
    rolePolicy,
    policyOf({
      Action: "iam:PassRole",
      Resource: "arn:aws:iam::1:role/*",
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    }),
    "it passes roles by a pattern",
  ],
  [
    "no-ready-made-policy",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    { policyArn: "arn:aws:iam::aws:policy/AmazonS3FullAccess" },
    "it is arn:aws:iam::aws:policy/AmazonS3FullAccess",
  ],
  ["no-ready-made-policy", "aws:iam/accessKey:AccessKey", {}, "it is a key that does not expire"],
  [
    "private-warehouse",
    cluster,
    { ...goodCluster, publiclyAccessible: undefined },
    "it has a public address",
  ],
  ["private-warehouse", cluster, { ...goodCluster, encrypted: "false" }, "it is not encrypted"],
  ["private-warehouse", cluster, { ...goodCluster, enhancedVpcRouting: false }, "COPY may go around the VPC"],
  [
    "managed-password",
    cluster,
    { ...goodCluster, manageMasterPassword: false },
    "its password is not managed",
  ],
  ["managed-password", cluster, { ...goodCluster, masterPassword: "x" }, "it is given a password"],
  [
    "tls-and-audit",
    "aws:redshift/parameterGroup:ParameterGroup",
    { parameters: [{ name: "require_ssl", value: "true" }] },
    "it does not set enable_user_activity_logging",
  ],
  [
    "private-bucket",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true },
    "it leaves open restrictPublicBuckets",
  ],
  ["private-bucket", "aws:s3/bucketAcl:BucketAcl", {}, "access lists are switched off"],
  ["logs-end", "aws:cloudwatch/logGroup:LogGroup", {}, "it keeps them for ever"],
  ["encrypted-queue", "aws:sqs/queue:Queue", {}, "it is not"],
  [
    "audible-alarms",
    "aws:sns/topic:Topic",
    { kmsMasterKeyId: "alias/aws/sns" },
    "it is encrypted with that key",
  ],
  ["confined-container", task, containerOf({ user: "root" }), "it runs as root"],
  ["confined-container", task, containerOf({ user: "0:0" }), "it runs as root"],
  [
    "confined-container",
    task,
    containerOf({ readonlyRootFilesystem: false }),
    "its root file system can be written to",
  ],
  [
    "no-plain-secret",
    task,
    containerOf({ environment: [{ name: "REDSHIFT_PASSWORD", value: "x" }] }),
    "REDSHIFT_PASSWORD is plain text",
  ],
  ["image-by-digest", task, containerOf({ image: "repository:latest" }), "repository:latest has no digest"],
  [
    "immutable-tags",
    "aws:ecr/repository:Repository",
    { imageTagMutability: "MUTABLE" },
    "its tags can be moved",
  ],
  [
    "private-start",
    schedule,
    {
      target: {
        ...goodTarget,
        ecsParameters: { networkConfiguration: { assignPublicIp: true } },
      },
    },
    "its tasks get a public address",
  ],
  [
    "private-start",
    schedule,
    { target: { ...goodTarget, retryPolicy: undefined } },
    "it retries more than twice",
  ],
  [
    "private-start",
    schedule,
    { target: { ...goodTarget, deadLetterConfig: undefined } },
    "what it gives up is lost",
  ],
].map(([policy, type, inputs, said]) => ({ policy, type, inputs, said }) as BreakingCase);
