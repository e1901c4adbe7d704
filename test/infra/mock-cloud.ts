import type * as pulumi from "@pulumi/pulumi";

const accountId = "123456789012";
const region = "us-west-2";

/** What AWS would say about a resource beyond its inputs. Types that are not named here have an ARN and a name. */
const special: Record<string, (name: string) => Record<string, unknown>> = {
  "aws:redshift/cluster:Cluster": (name) => ({
    dnsName: `${name}.abc123.us-west-2.redshift.amazonaws.com`,
    endpoint: `${name}.abc123.us-west-2.redshift.amazonaws.com:5439`,
    masterPasswordSecretArn: `arn:aws:secretsmanager:${region}:${accountId}:secret:redshift!${name}-dwh_admin-AbCdEf`,
  }),
  "aws:ecr/repository:Repository": (name) => ({
    registryId: accountId,
    repositoryUrl: `${accountId}.dkr.ecr.${region}.amazonaws.com/${name}`,
  }),
  "docker-build:index:Image": () => ({ digest: `sha256:${"ab".repeat(32)}` }),
  "aws:s3/bucket:Bucket": (name) => ({
    bucket: `${name}-0000000`,
    arn: `arn:aws:s3:::${name}-0000000`,
  }),
};

export function computedOutputs({
  type,
  name,
  inputs,
}: pulumi.runtime.MockResourceArgs): Record<string, unknown> {
  const service = /^aws:(\w+)\//.exec(type)?.[1];
  const kind = type.split(":").at(-1);
  return {
    ...(service === undefined ? {} : { arn: `arn:aws:${service}:${region}:${accountId}:${kind}/${name}` }),
    name: inputs.name ?? `${name}-0000000`,
    ...special[type]?.(name),
  };
}

const answers: Record<string, (inputs: Record<string, unknown>) => Record<string, unknown>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({ accountId }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": () => ({
    names: ["us-west-2a", "us-west-2b", "us-west-2c"],
  }),
  "aws:ec2/getPrefixList:getPrefixList": ({ name }) => ({ id: `pl-of-${name}` }),
  "aws:ec2/getVpc:getVpc": ({ id }) => ({ id, cidrBlock: "172.16.0.0/16" }),
  "aws:ecr/getAuthorizationToken:getAuthorizationToken": () => ({
    userName: "AWS",
    password: "registry-password",
  }),
};

export function answerCall({ token, inputs }: pulumi.runtime.MockCallArgs): Record<string, unknown> {
  const answer = answers[token];
  if (answer === undefined) throw new Error(`no mock answers the call of ${token}`);
  return answer(inputs);
}
