import { PolicyPack } from "@pulumi/policy";
import { dataPolicies } from "./data-policies.ts";
import { iamPolicies } from "./iam-policies.ts";
import { networkPolicies } from "./network-policies.ts";
import { taskPolicies } from "./task-policies.ts";

new PolicyPack("sparkify-dwh", {
  enforcementLevel: "mandatory",
  policies: [...networkPolicies, ...iamPolicies, ...dataPolicies, ...taskPolicies],
});
