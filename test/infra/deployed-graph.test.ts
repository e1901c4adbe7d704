import { describe, expect, it } from "vitest";
import { count, the } from "./find-resource.ts";
import { graphText } from "./graph-text.ts";
import { stacks } from "./stacks.ts";

const dev = await stacks.dev();
const prod = await stacks.prod();
const guest = await stacks.guest();

describe.each(Object.entries({ dev, prod, guest }))("the stack %s", (stack, deployment) => {
  const { resources, calls, outputs } = deployment;
  const name = `sparkify-dwh-${stack}`;
  const auditLogs = ["connectionlog", "useractivitylog", "userlog"];

  it("deploys what its graph in the repository says", async () => {
    await expect(graphText(deployment)).toMatchFileSnapshot(`graphs/${stack}.txt`);
  });

  it("makes every AWS resource and call through the provider that tags", () => {
    const provider = the(deployment, "pulumi:providers:aws");
    const ofAws = resources.filter(({ type }) => type.startsWith("aws:"));
    expect(ofAws.length).toBeGreaterThan(40);
    expect(ofAws.filter((resource) => resource.provider !== provider.urn)).toEqual([]);
    expect(calls.length).toBeGreaterThan(1);
    expect(calls.filter((call) => call.provider !== provider.urn)).toEqual([]);
    expect(provider.inputs).toMatchObject({
      region: "us-west-2",
      defaultTags: JSON.stringify({
        tags: {
          project: "sparkify-dwh",
          stack: name,
          ...(stack === "prod" ? { owner: "data team" } : {}),
        },
      }),
    });
  });

  it("begins every name that it fixes with project and stack", () => {
    expect(the(deployment, "aws:ecs/taskDefinition:TaskDefinition").inputs.family).toBe(`${name}-etl`);
    const fixed = resources.flatMap(({ inputs }) => [
      inputs.name,
      inputs.clusterIdentifier,
      inputs.dashboardName,
    ]);
    const others = fixed.filter((text) => typeof text === "string" && !text.startsWith(name));
    // Redshift writes its audit logs under these names only.
    expect(others.sort()).toEqual(auditLogs.map((log) => `/aws/redshift/cluster/${name}/${log}`));
    const logical = resources.filter((resource) => !resource.name.startsWith(name));
    expect(logical.map((resource) => resource.name)).toEqual(["tagged"]);
  });

  it("holds no secret outside a secret input", () => {
    const password = "registry-password";
    const open = resources.map(({ inputs: { registries, ...rest } }) => rest);
    expect(JSON.stringify([open, outputs])).not.toContain(password);
    const registries = resources.flatMap(({ inputs }) => inputs.registries ?? []);
    expect(registries.map((value) => Object.keys(value as object))).toEqual(
      stack === "guest" ? [] : [["secret"]],
    );
  });

  it("makes a cluster that is private, encrypted, audited, and whose password AWS keeps", () => {
    const { inputs, dependsOn, deleteBeforeReplace } = the(deployment, "aws:redshift/cluster:Cluster");
    expect(inputs).toEqual({
      clusterIdentifier: name,
      clusterType: stack === "guest" ? "multi-node" : "single-node",
      nodeType: stack === "guest" ? "ra3.4xlarge" : "ra3.large",
      numberOfNodes: stack === "guest" ? 2 : 1,
      databaseName: "sparkify",
      masterUsername: "dwh_admin",
      manageMasterPassword: true,
      port: 5439,
      clusterSubnetGroupName: `${name}-0000000`,
      clusterParameterGroupName: `${name}-0000000`,
      vpcSecurityGroupIds: [`${name}-warehouse-id`],
      publiclyAccessible: false,
      enhancedVpcRouting: true,
      encrypted: "true",
      iamRoles: [the(deployment, "aws:iam/role:Role", `${name}-copy`).arn],
      automatedSnapshotRetentionPeriod: 1,
      skipFinalSnapshot: stack === "dev",
      ...(stack === "dev" ? {} : { finalSnapshotIdentifier: `${name}-0000000-final` }),
    });
    expect(deleteBeforeReplace).toBe(true);
    const before = resources.filter(({ urn }) => dependsOn.includes(urn));
    const names = before.map((resource) => resource.name);
    expect(names).toEqual(expect.arrayContaining(auditLogs.map((log) => `${name}-${log}`)));
    expect(before.map(({ type }) => type)).toContain("aws:iam/rolePolicy:RolePolicy");
  });

  it("hands the task the password by reference to the cluster's own secret", () => {
    const { inputs } = the(deployment, "aws:ecs/taskDefinition:TaskDefinition");
    const [container, ...others] = JSON.parse(inputs.containerDefinitions as string);
    expect(others).toEqual([]);
    expect(container.secrets).toEqual([
      {
        name: "REDSHIFT_PASSWORD",
        valueFrom: `arn:aws:secretsmanager:us-west-2:123456789012:secret:redshift!${name}-dwh_admin-AbCdEf:password::`,
      },
    ]);
    expect(outputs.secretArn).toBe(container.secrets[0].valueFrom.replace(":password::", ""));
  });

  it("starts the schedule only once its role may run the task", () => {
    const schedule = the(deployment, "aws:scheduler/schedule:Schedule");
    const policy = the(deployment, "aws:iam/rolePolicy:RolePolicy", `${name}-scheduler`);
    expect(schedule.dependsOn).toContain(policy.urn);
    expect(schedule.inputs).toMatchObject({
      state: stack === "guest" ? "DISABLED" : "ENABLED",
      flexibleTimeWindow: { mode: "OFF" },
      target: { retryPolicy: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 3600 } },
    });
  });

  it("sounds the dead man's alarm after the configured hours, and only while the schedule runs", () => {
    const { inputs } = the(deployment, "aws:cloudwatch/metricAlarm:MetricAlarm", `${name}-no-run`);
    expect(inputs).toMatchObject({
      evaluationPeriods: stack === "dev" ? 74 : 26,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      treatMissingData: "breaching",
      actionsEnabled: stack !== "guest",
      alarmActions: [outputs.topicArn],
    });
    const metric = { namespace: name, metricName: "RunsFinished", period: 3600, stat: "Sum" };
    expect(inputs.metricQueries).toEqual([
      { id: "runs", metric },
      { id: "filled", expression: "FILL(runs, 0)", label: "Runs finished", returnData: true },
    ]);
    const filter = the(deployment, "aws:cloudwatch/logMetricFilter:LogMetricFilter").inputs;
    expect(filter).toMatchObject({
      pattern: '{ $.msg = "run finished" }',
      logGroupName: outputs.logGroupName,
      metricTransformation: { namespace: name, name: "RunsFinished", value: "1" },
    });
  });
});

describe("a stack that is not disposable", () => {
  it("protects cluster and bucket, and nothing else", () => {
    const protectedNames = prod.resources.filter(({ protect }) => protect).map(({ urn }) => urn);
    expect(protectedNames.sort()).toEqual(
      [the(prod, "aws:redshift/cluster:Cluster").urn, the(prod, "aws:s3/bucket:Bucket").urn].sort(),
    );
    expect(the(prod, "aws:s3/bucket:Bucket").inputs.forceDestroy).toBe(false);
    expect(the(prod, "aws:ecr/repository:Repository").inputs.forceDelete).toBe(false);
  });

  it("has four interface endpoints in both zones, a disposable one in one zone", () => {
    const zones = (deployment: typeof dev) =>
      deployment.resources
        .filter(({ inputs }) => inputs.vpcEndpointType === "Interface")
        .map(({ inputs }) => (inputs.subnetIds as string[]).length);
    expect(zones(prod)).toEqual([2, 2, 2, 2]);
    expect(zones(dev)).toEqual([1, 1, 1, 1]);
  });

  it("gives every role the permissions boundary", () => {
    const roles = prod.resources.filter(({ type }) => type === "aws:iam/role:Role");
    expect(roles.map(({ inputs }) => inputs.permissionsBoundary)).toEqual(
      roles.map(() => "arn:aws:iam::123456789012:policy/boundary"),
    );
  });

  it("mails its alarms and watches its budget", () => {
    expect(the(prod, "aws:sns/topicSubscription:TopicSubscription").inputs).toMatchObject({
      protocol: "email",
      endpoint: "data-team@example.com",
    });
    expect(the(prod, "aws:budgets/budget:Budget").inputs).toMatchObject({
      limitAmount: "400",
      limitUnit: "USD",
    });
    expect(count(dev, "aws:budgets/budget:Budget")).toBe(0);
  });
});

describe("a stack in a VPC that is there", () => {
  it("makes no VPC, subnet, route or endpoint", () => {
    const own = guest.resources.filter(({ type }) => /:(Vpc|Subnet|Route\w*|VpcEndpoint)$/.test(type));
    expect(own).toEqual([]);
    expect(guest.outputs.runTaskCommand).toContain(
      "subnets=[subnet-0123456789abcdef0,subnet-0123456789abcdef1]",
    );
  });

  it("runs the image that is there and may pull it", () => {
    expect(count(guest, "docker-build:index:Image")).toBe(0);
    expect(guest.outputs.imageUri).toBe("123456789012.dkr.ecr.us-west-2.amazonaws.com/team/etl:1.0.0");
    const policy = the(guest, "aws:iam/rolePolicy:RolePolicy", "sparkify-dwh-guest-execution");
    expect(policy.inputs.policy).toContain("arn:aws:ecr:us-west-2:123456789012:repository/team/etl");
  });
});

it("sleeps by the clock only where it is told to", () => {
  expect(count(dev, "aws:redshift/scheduledAction:ScheduledAction")).toBe(2);
  expect(count(prod, "aws:redshift/scheduledAction:ScheduledAction")).toBe(0);
});
