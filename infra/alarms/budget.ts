import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export interface BudgetArgs {
  monthlyBudgetUsd: number;
  topicArn: pulumi.Input<string>;
}

/**
 * Tells when 80 % of the month's budget is spent, and when the whole is foreseen to be. It counts what carries the
 * stack's tag, which AWS does once `stack` is activated as a cost allocation tag (docs/aws.md).
 */
export function budget(
  name: string,
  { monthlyBudgetUsd, topicArn }: BudgetArgs,
  opts: { parent: pulumi.Resource },
): void {
  const notification = (notificationType: string, threshold: number) => ({
    notificationType,
    threshold,
    thresholdType: "PERCENTAGE",
    comparisonOperator: "GREATER_THAN",
    subscriberSnsTopicArns: [topicArn],
  });
  new aws.budgets.Budget(
    name,
    {
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: String(monthlyBudgetUsd),
      limitUnit: "USD",
      costFilters: [{ name: "TagKeyValue", values: [`user:stack$${name}`] }],
      notifications: [notification("ACTUAL", 80), notification("FORECASTED", 100)],
    },
    opts,
  );
}
