import type { ResourceValidationPolicy } from "@pulumi/policy";

interface Container {
  name: string;
  image: string;
  user?: string;
  readonlyRootFilesystem?: boolean;
  environment?: { name: string; value: string }[];
}

const secretName = /PASSWORD|SECRET|TOKEN|ACCESS_KEY/;

export const taskPolicies: ResourceValidationPolicy[] = [
  {
    name: "confined-container",
    description: "A container is not root and can't write to its own files.",
    validateResource({ type, props }, report) {
      for (const { user, readonlyRootFilesystem } of containers(type, props)) {
        if (user === undefined || /^(root|0)(:|$)/.test(user)) report("it runs as root");
        if (readonlyRootFilesystem !== true) report("its root file system can be written to");
      }
    },
  },
  {
    name: "no-plain-secret",
    description: "A secret reaches a container by reference, never as text of its definition.",
    validateResource({ type, props }, report) {
      for (const { environment = [] } of containers(type, props)) {
        const plain = environment.filter(({ name }) => secretName.test(name));
        if (plain.length > 0) report(`${plain.map(({ name }) => name).join(", ")} is plain text`);
      }
    },
  },
  {
    name: "image-by-digest",
    description: "The image that was tested is the one that runs: a tag can be moved.",
    enforcementLevel: "advisory",
    validateResource({ type, props }, report) {
      for (const { image } of containers(type, props)) {
        if (!image.includes("@sha256:")) report(`${image} has no digest`);
      }
    },
  },
  {
    name: "immutable-tags",
    description: "A tag of the repository is never given twice.",
    validateResource({ type, props }, report) {
      if (type !== "aws:ecr/repository:Repository") return;
      if (props.imageTagMutability !== "IMMUTABLE") report("its tags can be moved");
    },
  },
  {
    name: "private-start",
    description: "A scheduled task has no public address, few retries, and a dead-letter queue.",
    validateResource({ type, props }, report) {
      if (type !== "aws:scheduler/schedule:Schedule") return;
      const { ecsParameters, retryPolicy, deadLetterConfig } = props.target;
      const { assignPublicIp } = ecsParameters.networkConfiguration;
      if (assignPublicIp !== false) report("its tasks get a public address");
      if (!(retryPolicy?.maximumRetryAttempts <= 2)) report("it retries more than twice");
      if (deadLetterConfig?.arn === undefined) report("what it gives up is lost");
    },
  },
];

function containers(type: string, props: { containerDefinitions?: string }): Container[] {
  if (type !== "aws:ecs/taskDefinition:TaskDefinition") return [];
  return JSON.parse(props.containerDefinitions ?? "[]") as Container[];
}
