import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as dockerBuild from "@pulumi/docker-build";
import * as pulumi from "@pulumi/pulumi";
import { contextHash } from "./context-hash.ts";
import { stageContext } from "./stage-context.ts";

const root = join(import.meta.dirname, "../..");
// From the program's folder: an absolute path would put this machine's folders into the stack's state.
const context = "../.local/image";

export interface ImageArgs {
  region: string;
  /** An image that is there already, in this region's private ECR; "" builds one. */
  imageUri: string;
  cpuArchitecture: string;
  /** Whether destroy may delete the repository with its images. */
  disposable: boolean;
}

/** The job's container image: built from this folder and pushed, or one that you name. */
export class Image extends pulumi.ComponentResource {
  /** With the digest, when it was built here: no tag can be moved under a task definition. */
  readonly uri: pulumi.Output<string>;
  /** What the task must be allowed to pull from. */
  readonly repositoryArn: pulumi.Output<string>;

  constructor(name: string, args: ImageArgs, opts: pulumi.ComponentResourceOptions) {
    super("sparkify:image:Image", name, {}, opts);
    if (args.imageUri !== "") {
      this.uri = pulumi.output(args.imageUri);
      this.repositoryArn = pulumi.output(repositoryArn(args.imageUri));
    } else {
      const repository = makeRepository(name, args, { parent: this });
      const image = buildImage(name, { ...args, repository }, { parent: this });
      this.uri = pulumi.interpolate`${repository.repositoryUrl}@${image.digest}`;
      this.repositoryArn = repository.arn;
    }
    this.registerOutputs();
  }
}

function makeRepository(
  name: string,
  { disposable }: ImageArgs,
  opts: { parent: pulumi.Resource },
): aws.ecr.Repository {
  const repository = new aws.ecr.Repository(
    name,
    {
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      forceDelete: disposable,
    },
    opts,
  );
  const keepTen = {
    rulePriority: 1,
    description: "Keep the ten newest images",
    selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10 },
    action: { type: "expire" },
  };
  new aws.ecr.LifecyclePolicy(
    name,
    { repository: repository.name, policy: JSON.stringify({ rules: [keepTen] }) },
    opts,
  );
  return repository;
}

function buildImage(
  name: string,
  { cpuArchitecture, repository }: ImageArgs & { repository: aws.ecr.Repository },
  opts: { parent: pulumi.Resource },
): dockerBuild.Image {
  const login = aws.ecr.getAuthorizationTokenOutput({ registryId: repository.registryId }, opts);
  const platform = cpuArchitecture === "ARM64" ? "linux/arm64" : "linux/amd64";
  const tag = `${contextHash(root)}-${platform.slice("linux/".length)}`;
  stageContext(root, join(root, "infra", context));
  return new dockerBuild.Image(
    name,
    {
      context: { location: context },
      dockerfile: { location: `${context}/Dockerfile` },
      platforms: [platform],
      tags: [pulumi.interpolate`${repository.repositoryUrl}:${tag}`],
      push: true,
      buildOnPreview: false,
      registries: [
        {
          address: repository.repositoryUrl,
          username: login.userName,
          password: pulumi.secret(login.password),
        },
      ],
    },
    opts,
  );
}

/** `ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY[:TAG][@DIGEST]` → the repository's ARN. */
function repositoryArn(imageUri: string): string {
  const [, account, region, repository] =
    /^(\d+)\.dkr\.ecr\.([^.]+)\.amazonaws\.com\/([^:@]+)/.exec(imageUri) ?? [];
  return `arn:aws:ecr:${region}:${account}:repository/${repository}`;
}
