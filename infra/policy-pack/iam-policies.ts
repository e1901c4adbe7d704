import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { type Allow, allows } from "./statements.ts";

/** Actions that take no resource. */
const withoutResource = ["ecr:GetAuthorizationToken"];

/** What a role's trust must be bound to, by the service that assumes it; [] where AWS documents no condition. */
const trustKeys: Record<string, readonly string[]> = {
  "redshift.amazonaws.com": ["sts:ExternalId"],
  "ecs-tasks.amazonaws.com": ["aws:SourceAccount", "aws:SourceArn"],
  "scheduler.amazonaws.com": ["aws:SourceAccount", "aws:SourceArn"],
  "scheduler.redshift.amazonaws.com": [],
};

function documents({ props }: ResourceValidationArgs): Allow[] {
  return [...allows(props.policy), ...allows(props.assumeRolePolicy)];
}

export const iamPolicies: ResourceValidationPolicy[] = [
  {
    name: "no-wildcard-action",
    description: "An Allow names its actions in full.",
    validateResource(args, report) {
      const wide = documents(args).flatMap(({ actions }) => actions.filter((a) => a.includes("*")));
      if (wide.length > 0) report(`it allows ${wide.join(", ")}`);
    },
  },
  {
    name: "no-wildcard-resource",
    description: "An Allow names its resources, unless the action takes none.",
    validateResource(args, report) {
      for (const { actions, resources } of documents(args)) {
        const wide = actions.filter((action) => !withoutResource.includes(action));
        if (resources.includes("*") && wide.length > 0) report(`it allows ${wide.join(", ")} on *`);
      }
    },
  },
  {
    name: "bound-trust",
    description: "A role is assumed by a known service, and only on behalf of this stack.",
    validateResource({ type, props }, report) {
      if (type !== "aws:iam/role:Role") return;
      for (const { services, conditions } of allows(props.assumeRolePolicy)) {
        if (services.length !== 1) report("not exactly one service may assume it");
        for (const service of services) {
          const keys = trustKeys[service];
          const missing = keys?.filter((key) => !(key in conditions)) ?? [];
          if (keys === undefined) report(`${service} is not a service that this stack uses`);
          if (missing.length > 0) report(`${service} is not bound by ${missing.join(" and ")}`);
        }
      }
    },
  },
  {
    name: "bound-pass-role",
    description: "Roles are passed by name, to one service.",
    validateResource(args, report) {
      for (const { actions, resources, conditions } of documents(args)) {
        if (!actions.includes("iam:PassRole")) continue;
        if (resources.some((arn) => arn.includes("*"))) report("it passes roles by a pattern");
        if (conditions["iam:PassedToService"]?.length !== 1) report("it passes to any service");
      }
    },
  },
  {
    name: "no-ready-made-policy",
    description: "Rights are written out here: AWS's own policies are wider, and change.",
    validateResource({ type, props }, report) {
      if (/:(RolePolicyAttachment|PolicyAttachment)$/.test(type)) report(`it is ${props.policyArn}`);
      if (type === "aws:iam/accessKey:AccessKey") report("it is a key that does not expire");
    },
  },
];
