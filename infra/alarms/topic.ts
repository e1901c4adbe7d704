import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "../iam/policy-document.ts";

export interface TopicArgs {
  accountId: pulumi.Input<string>;
  /** "" for no mail. */
  alarmEmail: string;
}

/**
 * Where every alarm is told. Not encrypted: with SNS's own key EventBridge and CloudWatch may not write to it, and the
 * alarms fall silent. https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function alarmTopic(
  name: string,
  { accountId, alarmEmail }: TopicArgs,
  opts: { parent: pulumi.Resource },
): aws.sns.Topic {
  const topic = new aws.sns.Topic(`${name}-alarms`, {}, opts);
  const publish = (Sid: string, Service: string): Statement => ({
    Sid,
    Effect: "Allow",
    Principal: { Service },
    Action: "sns:Publish",
    Resource: topic.arn,
  });
  const fromAccount = { StringEquals: { "aws:SourceAccount": accountId } };
  const policy = policyDocument([
    // No condition: EventBridge gives SNS no context to test, so that one would never hold and every event be dropped.
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
    publish("TaskEvents", "events.amazonaws.com"),
    { ...publish("Alarms", "cloudwatch.amazonaws.com"), Condition: fromAccount },
    { ...publish("Budget", "budgets.amazonaws.com"), Condition: fromAccount },
  ]);
  new aws.sns.TopicPolicy(`${name}-alarms`, { arn: topic.arn, policy }, opts);
  if (alarmEmail !== "") {
    new aws.sns.TopicSubscription(
      `${name}-alarms`,
      { topic: topic.arn, protocol: "email", endpoint: alarmEmail },
      opts,
    );
  }
  return topic;
}
