import type { Rule } from "./settings.ts";

/** MiB of memory that Fargate takes for each number of CPU units: [from, to, step]. */
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
const memoryByCpu = new Map<number, readonly [number, number, number]>([
  [512, [1024, 4096, 1024]],
  [1024, [2048, 8192, 1024]],
  [2048, [4096, 16384, 1024]],
  [4096, [8192, 30720, 1024]],
  [8192, [16384, 61440, 4096]],
  [16384, [32768, 122880, 8192]],
]);

const size: Rule = ({ taskCpu, taskMemory }) => {
  if (taskCpu === 256) {
    return [512, 1024, 2048].includes(taskMemory)
      ? []
      : [{ key: "taskMemory", reason: "256 CPU units take 512, 1024 or 2048; write 512" }];
  }
  const range = memoryByCpu.get(taskCpu);
  if (range === undefined) {
    const units = [256, ...memoryByCpu.keys()].join(", ");
    return [{ key: "taskCpu", reason: `Fargate takes ${units}; write 1024` }];
  }
  const [from, to, step] = range;
  const fits = taskMemory >= from && taskMemory <= to && (taskMemory - from) % step === 0;
  const reason = `${taskCpu} CPU units take ${from} to ${to} in steps of ${step}; write ${from}`;
  return fits ? [] : [{ key: "taskMemory", reason }];
};

const architecture: Rule = ({ cpuArchitecture }) =>
  ["X86_64", "ARM64"].includes(cpuArchitecture)
    ? []
    : [{ key: "cpuArchitecture", reason: 'write "X86_64" or "ARM64"' }];

/** Without NAT the task reaches no other registry, and no other region's. */
const image: Rule = ({ imageUri, region }) => {
  const ours = new RegExp(
    `^\\d{12}\\.dkr\\.ecr\\.${region}\\.amazonaws\\.com/[a-z0-9][a-z0-9._/-]*(:[\\w][\\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$`,
  );
  if (imageUri === "" || ours.test(imageUri)) return [];
  const form = `ACCOUNT.dkr.ecr.${region}.amazonaws.com/REPOSITORY@sha256:DIGEST`;
  return [{ key: "imageUri", reason: `the task reaches this region's ECR only; write ${form}` }];
};

const boundary: Rule = ({ permissionsBoundaryArn: arn }) =>
  arn === "" || /^arn:aws:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/.test(arn)
    ? []
    : [
        {
          key: "permissionsBoundaryArn",
          reason: "write a policy's ARN, arn:aws:iam::ACCOUNT:policy/NAME",
        },
      ];

const owner: Rule = ({ owner }) =>
  /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(owner)
    ? []
    : [{ key: "owner", reason: "a tag takes letters, digits, blanks and _.:/=+-@, at most 256" }];

export const taskRules: readonly Rule[] = [size, architecture, image, boundary, owner];
