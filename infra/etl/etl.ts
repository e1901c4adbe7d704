import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { containerDefinitions } from "./container.ts";
import { filledDwhCfg } from "./dwh-cfg.ts";
import { type EnvironmentArgs, jobEnvironment } from "./environment.ts";
import { runTaskCommand } from "./run-task-command.ts";
import { type TaskRolesArgs, taskRoles } from "./task-roles.ts";

export interface EtlArgs extends EnvironmentArgs, Omit<TaskRolesArgs, "logGroupArn"> {
  imageUri: pulumi.Input<string>;
  subnetIds: pulumi.Input<string[]>;
  securityGroupId: pulumi.Input<string>;
  taskCpu: number;
  taskMemory: number;
  cpuArchitecture: string;
  logRetentionDays: number;
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
    const cluster = new aws.ecs.Cluster(name, {}, parent);
    const retention = { retentionInDays: args.logRetentionDays };
    const logGroup = new aws.cloudwatch.LogGroup(`${name}-etl`, retention, parent);
    const roles = taskRoles(name, { ...args, logGroupArn: logGroup.arn }, parent);
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
        runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: args.cpuArchitecture },
        taskRoleArn: roles.task.arn,
        executionRoleArn: roles.execution.arn,
        containerDefinitions: containerDefinitions({ ...args, environment, logGroupName: logGroup.name }),
      },
      { ...parent, dependsOn: [roles.task.policy, roles.execution.policy] },
    );

    this.clusterArn = cluster.arn;
    this.taskDefinitionArn = taskDefinition.arn;
    this.roleArns = [roles.task.arn, roles.execution.arn];
    this.logGroupName = logGroup.name;
    this.runTaskCommand = runTaskCommand({ ...args, cluster: cluster.name, family: this.family });
    this.dwhCfg = filledDwhCfg(environment);
    this.registerOutputs();
  }
}
