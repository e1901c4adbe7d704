import * as pulumi from "@pulumi/pulumi";

export interface ContainerArgs {
  imageUri: pulumi.Input<string>;
  /** Name → value. */
  environment: Record<string, pulumi.Input<string>>;
  /** The managed secret of the warehouse, JSON with the key `password`. */
  secretArn: pulumi.Input<string>;
  logGroupName: pulumi.Input<string>;
  region: string;
}

/** The task's one container, as the JSON text that ECS takes. */
export function containerDefinitions(args: ContainerArgs): pulumi.Output<string> {
  return pulumi.jsonStringify([
    {
      name: "etl",
      image: args.imageUri,
      essential: true,
      user: "1000:1000",
      readonlyRootFilesystem: true,
      linuxParameters: { capabilities: { drop: ["ALL"] } },
      // On SIGTERM the job cancels its statement and rolls back, which takes up to ten seconds.
      stopTimeout: 30,
      environment: Object.entries(args.environment).map(([name, value]) => ({ name, value })),
      secrets: [{ name: "REDSHIFT_PASSWORD", valueFrom: pulumi.interpolate`${args.secretArn}:password::` }],
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": args.logGroupName,
          "awslogs-region": args.region,
          "awslogs-stream-prefix": "run",
        },
      },
    },
  ]);
}
