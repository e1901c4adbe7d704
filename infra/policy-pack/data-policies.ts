import type { ResourceValidationPolicy } from "@pulumi/policy";

const blocks = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;

export const dataPolicies: ResourceValidationPolicy[] = [
  {
    name: "private-warehouse",
    description: "The cluster is private, encrypted, and reaches S3 through the VPC alone.",
    validateResource({ type, props }, report) {
      if (type !== "aws:redshift/cluster:Cluster") return;
      if (props.publiclyAccessible !== false) report("it has a public address");
      if (String(props.encrypted) !== "true") report("it is not encrypted");
      if (props.enhancedVpcRouting !== true) report("COPY may go around the VPC");
    },
  },
  {
    name: "managed-password",
    description: "AWS makes, keeps and rotates the admin's password; no state or text holds it.",
    validateResource({ type, props }, report) {
      if (type !== "aws:redshift/cluster:Cluster") return;
      if (props.manageMasterPassword !== true) report("its password is not managed");
      if ("masterPassword" in props || "masterPasswordWo" in props) report("it is given a password");
    },
  },
  {
    name: "tls-and-audit",
    description: "The cluster takes TLS connections only, and logs what is asked of it.",
    validateResource({ type, props }, report) {
      if (type !== "aws:redshift/parameterGroup:ParameterGroup") return;
      const parameters: { name: string; value: string }[] = props.parameters ?? [];
      for (const name of ["require_ssl", "enable_user_activity_logging"]) {
        if (!parameters.some((p) => p.name === name && p.value === "true")) {
          report(`it does not set ${name}`);
        }
      }
    },
  },
  {
    name: "private-bucket",
    description: "No bucket can be made public.",
    validateResource({ type, props }, report) {
      if (type === "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock") {
        const open = blocks.filter((block) => props[block] !== true);
        if (open.length > 0) report(`it leaves open ${open.join(", ")}`);
      }
      if (type === "aws:s3/bucketAcl:BucketAcl") report("access lists are switched off");
    },
  },
  {
    name: "logs-end",
    description: "A log group says how long it keeps its entries.",
    validateResource({ type, props }, report) {
      if (type !== "aws:cloudwatch/logGroup:LogGroup") return;
      if (!(props.retentionInDays > 0)) report("it keeps them for ever");
    },
  },
  {
    name: "encrypted-queue",
    description: "Queues are encrypted.",
    validateResource({ type, props }, report) {
      if (type !== "aws:sqs/queue:Queue") return;
      if (props.sqsManagedSseEnabled !== true && !props.kmsMasterKeyId) report("it is not");
    },
  },
  {
    name: "audible-alarms",
    description: "SNS's own key would keep EventBridge and CloudWatch from speaking.",
    validateResource({ type, props }, report) {
      if (type !== "aws:sns/topic:Topic") return;
      if (props.kmsMasterKeyId === "alias/aws/sns") report("it is encrypted with that key");
    },
  },
];
