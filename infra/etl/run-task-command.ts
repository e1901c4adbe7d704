import * as pulumi from "@pulumi/pulumi";

export interface RunTaskCommandArgs {
  region: string;
  /** Name of the ECS cluster. */
  cluster: pulumi.Input<string>;
  family: string;
  subnetIds: pulumi.Input<string[]>;
  securityGroupId: pulumi.Input<string>;
}

/** An AWS CLI line that runs the newest revision of the task once, now. */
export function runTaskCommand(args: RunTaskCommandArgs): pulumi.Output<string> {
  const subnets = pulumi.output(args.subnetIds).apply((ids) => ids.join(","));
  const network = pulumi.interpolate`awsvpcConfiguration={subnets=[${subnets}],securityGroups=[${args.securityGroupId}],assignPublicIp=DISABLED}`;
  return pulumi.interpolate`aws ecs run-task --region ${args.region} --cluster ${args.cluster} --task-definition ${args.family} --launch-type FARGATE --network-configuration "${network}"`;
}
