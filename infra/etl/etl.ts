import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { serviceRole } from "../iam/service-role.ts";
import { containerDefinitions } from "./container.ts";
import { filledDwhCfg } from "./dwh-cfg.ts";
import { type EnvironmentArgs, jobEnvironment } from "./environment.ts";
import { executionStatements, jobStatements, tasksTrust } from "./task-roles.ts";

export interface EtlArgs extends EnvironmentArgs {
  region: string;
  accountId: pulumi.Input<string>;
  imageUri: pulumi.Input<string>;
  repositoryArn: pulumi.Input<string>;
  bucketArn: pulumi.Input<string>;
  secretArn: pulumi.Input<string>;
  subnetIds: pulumi.Input<string[]>;
  securityGroupId: pulumi.Input<string>;
  taskCpu: number;
  taskMemory: number;
  cpuArchitecture: string;
  logRetentionDays: number;
  permissionsBoundaryArn: string;
}

/** The job as a Fargate task: cluster, log, roles and definition. It runs when something runs it. */
export class Etl extends pulumi.ComponentResource {
  readonly clusterArn: pulumi.Output<string>;
  readonly family: string;
  /** With the revision. */
  readonly taskDefinitionArn: pulumi.Output<string>;
  /** Of task and execution role: who runs the task must pass them. */
  readonly roleArns: pulumi.Output<string>[];
  readonly logGroupName: pulumi.Output<string>;
  /** An AWS CLI line that runs the task once, now. */
  readonly runTaskCommand: pulumi.Output<string>;
  /** `dwh.cfg` with this stack's values and without the password. */
  readonly dwhCfg: pulumi.Output<string>;

  constructor(name: string, args: EtlArgs, opts: pulumi.ComponentResourceOptions) {
    super("sparkify:etl:Etl", name, {}, opts);
    const parent = { parent: this };
    const { region, accountId, permissionsBoundaryArn } = args;

    const cluster = new aws.ecs.Cluster(name, {}, parent);
    const logGroup = new aws.cloudwatch.LogGroup(
      `${name}-etl`,
      { retentionInDays: args.logRetentionDays },
      parent,
    );
    const role = { service: "ecs-tasks.amazonaws.com", trust: tasksTrust(region, accountId) };
    const taskRole = serviceRole(
      `${name}-task`,
      {
        ...role,
        statements: jobStatements(args.sources, args.bucketArn),
        permissionsBoundaryArn,
      },
      parent,
    );
    const executionRole = serviceRole(
      `${name}-execution`,
      {
        ...role,
        statements: executionStatements({
          repositoryArn: args.repositoryArn,
          logGroupArn: logGroup.arn,
          secretArn: args.secretArn,
        }),
        permissionsBoundaryArn,
      },
      parent,
    );

    const environment = jobEnvironment(args);
    this.family = `${name}-etl`;
    const taskDefinition = new aws.ecs.TaskDefinition(
      `${name}-etl`,
      {
        family: this.family,
        networkMode: "awsvpc",
        requiresCompatibilities: ["FARGATE"],
        cpu: String(args.taskCpu),
        memory: String(args.taskMemory),
        runtimePlatform: {
          operatingSystemFamily: "LINUX",
          cpuArchitecture: args.cpuArchitecture,
        },
        taskRoleArn: taskRole.arn,
        executionRoleArn: executionRole.arn,
        containerDefinitions: containerDefinitions({
          imageUri: args.imageUri,
          environment,
          secretArn: args.secretArn,
          logGroupName: logGroup.name,
          region,
        }),
      },
      { ...parent, dependsOn: [taskRole.policy, executionRole.policy] },
    );

    this.clusterArn = cluster.arn;
    this.taskDefinitionArn = taskDefinition.arn;
    this.roleArns = [taskRole.arn, executionRole.arn];
    this.logGroupName = logGroup.name;
    this.runTaskCommand = runTaskCommand({ ...args, cluster: cluster.name, family: this.family });
    this.dwhCfg = filledDwhCfg(environment);
    this.registerOutputs();
  }
}

interface RunTaskArgs extends Pick<EtlArgs, "region" | "subnetIds" | "securityGroupId"> {
  cluster: pulumi.Input<string>;
  family: string;
}

function runTaskCommand(args: RunTaskArgs): pulumi.Output<string> {
  const subnets = pulumi.output(args.subnetIds).apply((ids) => ids.join(","));
  const network = pulumi.interpolate`awsvpcConfiguration={subnets=[${subnets}],securityGroups=[${args.securityGroupId}],assignPublicIp=DISABLED}`;
  return pulumi.interpolate`aws ecs run-task --region ${args.region} --cluster ${args.cluster} --task-definition ${args.family} --launch-type FARGATE --network-configuration "${network}"`;
}
