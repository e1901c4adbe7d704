import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface TaskEventsArgs {
  /** The ECS cluster whose tasks are watched, however they were started. */
  clusterArn: pulumi.Input<string>;
  topicArn: pulumi.Input<string>;
}

export interface TaskRules {
  exitCode: pulumi.Output<string>;
  notStarted: pulumi.Output<string>;
}

/**
 * Two ways a task can go wrong: the job ends with a code that is not 0, or it never starts and there is no code. Gives
 * the names of the rules that tell of them.
 */
export function taskEvents(
  name: string,
  { clusterArn, topicArn }: TaskEventsArgs,
  opts: { parent: pulumi.Resource },
): TaskRules {
  const tell = (what: string, { detail, message }: { detail: object; message: string }) => {
    const rule = new aws.cloudwatch.EventRule(
      `${name}-${what}`,
      {
        description: message,
        eventPattern: pulumi.jsonStringify({
          source: ["aws.ecs"],
          "detail-type": ["ECS Task State Change"],
          detail: { clusterArn: [clusterArn], lastStatus: ["STOPPED"], ...detail },
        }),
      },
      opts,
    );
    new aws.cloudwatch.EventTarget(
      `${name}-${what}`,
      {
        rule: rule.name,
        arn: topicArn,
        inputTransformer: {
          inputPaths: {
            code: "$.detail.containers[0].exitCode",
            reason: "$.detail.stoppedReason",
            task: "$.detail.taskArn",
          },
          inputTemplate: `"${message}. Exit code: <code>. Reason: <reason>. Task: <task>. What to do: docs/aws.md, ${what}"`,
        },
      },
      opts,
    );
    return rule.name;
  };
  return {
    exitCode: tell("exit-code", {
      detail: { containers: { exitCode: [{ "anything-but": 0 }] } },
      message: `The job of ${name} failed`,
    }),
    notStarted: tell("not-started", {
      detail: { stopCode: ["TaskFailedToStart"] },
      message: `The task of ${name} did not start`,
    }),
  };
}
