import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "../iam/policy-document.ts";
import { type Sources, s3Location } from "../iam/s3-statements.ts";

/** What Fargate needs to start the task: its image, its log and its password. */
const interfaceServices = ["ecr.api", "ecr.dkr", "logs", "secretsmanager"];

export interface EndpointsArgs {
  region: string;
  vpcId: pulumi.Input<string>;
  routeTableId: pulumi.Input<string>;
  /** A subnet costs one address an endpoint and hour. */
  subnetIds: pulumi.Input<string[]>;
  securityGroupId: pulumi.Input<string>;
  sources: Sources;
  bucketArn: pulumi.Input<string>;
}

/** The VPC's only ways out: S3 by a route, four services by private addresses. */
export function endpoints(name: string, args: EndpointsArgs, opts: { parent: pulumi.Resource }): void {
  const { region, vpcId } = args;
  new aws.ec2.VpcEndpoint(
    `${name}-s3`,
    {
      vpcId,
      serviceName: `com.amazonaws.${region}.s3`,
      vpcEndpointType: "Gateway",
      routeTableIds: [args.routeTableId],
      policy: policyDocument(s3EndpointPolicy(args)),
    },
    opts,
  );
  for (const service of interfaceServices) {
    new aws.ec2.VpcEndpoint(
      `${name}-${service.replace(".", "-")}`,
      {
        vpcId,
        serviceName: `com.amazonaws.${region}.${service}`,
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: args.subnetIds,
        securityGroupIds: [args.securityGroupId],
      },
      opts,
    );
  }
}

/**
 * What may pass, whoever asks (a gateway endpoint takes no other principal than "*"; who may do it, the roles say):
 * the sources, the stack's own bucket, and the bucket from which ECR serves image layers.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
function s3EndpointPolicy({ region, sources, bucketArn }: EndpointsArgs): Statement[] {
  const locations = Object.values(sources).map(s3Location);
  const allow = (Sid: string, rest: Pick<Statement, "Action" | "Resource">): Statement => ({
    Sid,
    Effect: "Allow",
    Principal: "*",
    ...rest,
  });
  return [
    allow("ListSources", {
      Action: "s3:ListBucket",
      Resource: [...new Set(locations.map(({ bucketArn }) => bucketArn))],
    }),
    allow("ReadSources", {
      Action: "s3:GetObject",
      Resource: locations.map(({ bucketArn, key }) =>
        key.endsWith("/") ? `${bucketArn}/${key}*` : `${bucketArn}/${key}`,
      ),
    }),
    allow("ListOwnBucket", {
      Action: ["s3:ListBucket", "s3:GetBucketLocation"],
      Resource: bucketArn,
    }),
    allow("UseOwnBucket", {
      Action: ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload", "s3:DeleteObject"],
      Resource: pulumi.interpolate`${bucketArn}/*`,
    }),
    allow("PullImageLayers", {
      Action: "s3:GetObject",
      Resource: `arn:aws:s3:::prod-${region}-starport-layer-bucket/*`,
    }),
  ];
}
