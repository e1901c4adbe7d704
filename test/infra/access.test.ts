import { describe, expect, it } from "vitest";
import type { Deployment } from "./deploy.ts";
import { deprecatedUses } from "./deprecated-uses.ts";
import { stacks } from "./stacks.ts";

const dev = await stacks.dev();
const prod = await stacks.prod();
const guest = await stacks.guest();

interface Statement {
  Sid: string;
  Effect: string;
  Principal?: unknown;
  Action: string | string[];
  Resource?: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
}

const list = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** Every statement of every IAM document of a deployment, with where it stands. */
function statements({ resources }: Deployment): (Statement & { of: string; property: string })[] {
  return resources.flatMap(({ type, name, inputs }) =>
    ["policy", "assumeRolePolicy"]
      .filter((property) => property in inputs && type !== "aws:ecr/lifecyclePolicy:LifecyclePolicy")
      .flatMap((property) => {
        const document = JSON.parse(inputs[property] as string);
        expect(document.Version).toBe("2012-10-17");
        return (document.Statement as Statement[]).map((statement) => ({
          ...statement,
          of: `${type.split(":").at(-1)} ${name}`,
          property,
        }));
      }),
  );
}

/** Every rule as one line, `group → or ← peer : port`. */
function rules({ resources }: Deployment): string[] {
  return resources
    .filter(({ type }) => type.includes(":SecurityGroup") && type.endsWith("Rule"))
    .map(({ type, inputs }) => {
      const peer = inputs.referencedSecurityGroupId ?? inputs.prefixListId ?? inputs.cidrIpv4;
      const arrow = type.endsWith("IngressRule") ? "<-" : "->";
      expect(inputs.ipProtocol).toBe("tcp");
      expect(inputs.toPort).toBe(inputs.fromPort);
      return `${inputs.securityGroupId} ${arrow} ${peer} : ${inputs.fromPort}`;
    })
    .sort();
}

const s3 = "pl-of-com.amazonaws.us-west-2.s3";

describe.each(Object.entries({ dev, prod, guest }))("access in the stack %s", (stack, deployment) => {
  const all = statements(deployment);
  const name = `sparkify-dwh-${stack}`;

  it("allows no action by a pattern", () => {
    const wide = all
      .filter(({ Effect }) => Effect === "Allow")
      .filter(({ Action }) => list(Action).some((action) => action.includes("*")));
    expect(wide).toEqual([]);
    expect(all.length).toBeGreaterThan(20);
  });

  it("allows nothing on every resource but to log in to ECR, which takes none", () => {
    const wide = all.filter(({ Effect, Resource }) => Effect === "Allow" && list(Resource).includes("*"));
    expect(wide.map(({ of, Action }) => [of, Action])).toEqual([
      [`RolePolicy ${name}-execution`, "ecr:GetAuthorizationToken"],
    ]);
  });

  it("allows everybody only what passes the S3 endpoint, and refuses everybody plain HTTP", () => {
    const everybody = all.filter(({ Principal }) => Principal === "*");
    const places = new Set(everybody.map(({ of, Effect }) => `${Effect} ${of}`));
    expect([...places].sort()).toEqual(
      [
        ...(stack === "guest" ? [] : [`Allow VpcEndpoint ${name}-s3`]),
        `Deny BucketPolicy ${name}-lake`,
      ].sort(),
    );
  });

  it("trusts each service on this stack's behalf only", () => {
    const trusts = all.filter(({ property }) => property === "assumeRolePolicy");
    const table = Object.fromEntries(
      trusts.map(({ of, Principal, Condition = {} }) => [
        of.replace(`Role ${name}-`, ""),
        [(Principal as { Service: string }).Service, Condition],
      ]),
    );
    const tasks = {
      StringEquals: { "aws:SourceAccount": "123456789012" },
      ArnLike: { "aws:SourceArn": "arn:aws:ecs:us-west-2:123456789012:*" },
    };
    const group = `arn:aws:scheduler:us-west-2:123456789012:ScheduleGroup/${name}`;
    expect(table).toEqual({
      copy: [
        "redshift.amazonaws.com",
        {
          StringEquals: {
            "sts:ExternalId": `arn:aws:redshift:us-west-2:123456789012:dbuser:${name}/dwh_admin`,
          },
        },
      ],
      task: ["ecs-tasks.amazonaws.com", tasks],
      execution: ["ecs-tasks.amazonaws.com", tasks],
      scheduler: [
        "scheduler.amazonaws.com",
        { StringEquals: { "aws:SourceAccount": "123456789012", "aws:SourceArn": group } },
      ],
      ...(stack === "dev" ? { "pause-resume": ["scheduler.redshift.amazonaws.com", {}] } : {}),
    });
  });

  it("passes exactly the task's two roles, to ECS tasks", () => {
    const pass = all.filter(({ Action }) => list(Action).includes("iam:PassRole"));
    expect(pass).toHaveLength(1);
    expect(pass[0]?.Resource).toEqual([
      `arn:aws:iam:us-west-2:123456789012:Role/${name}-task`,
      `arn:aws:iam:us-west-2:123456789012:Role/${name}-execution`,
    ]);
    expect(pass[0]?.Condition).toEqual({
      StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" },
    });
  });

  it("lets UNLOAD write the lake, and the job change its work and the lake's pointer and leftovers", () => {
    const bucket = `arn:aws:s3:::${name}-lake-0000000`;
    const changes = (role: string) =>
      all
        .filter(({ of }) => of === `RolePolicy ${name}-${role}`)
        .filter(({ Action }) => list(Action).some((action) => /^s3:(Put|Delete)/.test(action)))
        .flatMap(({ Resource }) => list(Resource));
    expect(changes("copy")).toEqual([`${bucket}/lake/*`]);
    expect(changes("task")).toEqual([
      `${bucket}/work/*`,
      `${bucket}/work/*`,
      `${bucket}/lake/_current.json`,
      `${bucket}/lake/*`,
    ]);
  });

  it("opens exactly these ways through the security groups", () => {
    const own = [
      `${name}-endpoints-id <- ${name}-task-id : 443`,
      `${name}-task-id -> ${name}-endpoints-id : 443`,
    ];
    const yours = [
      `${name}-task-id -> 172.16.0.0/16 : 443`,
      `${name}-warehouse-id <- sg-0123456789abcdef0 : 5439`,
    ];
    expect(rules(deployment)).toEqual(
      [
        ...(stack === "guest" ? yours : own),
        `${name}-task-id -> ${s3} : 443`,
        `${name}-task-id -> ${name}-warehouse-id : 5439`,
        `${name}-warehouse-id -> ${s3} : 443`,
        `${name}-warehouse-id <- ${name}-task-id : 5439`,
      ].sort(),
    );
  });

  it("keeps rules out of the groups, and to AWS's alphabet in their descriptions", () => {
    const groups = deployment.resources.filter(({ type }) => type.endsWith(":SecurityGroup"));
    expect(groups.length).toBe(stack === "guest" ? 2 : 3);
    for (const { inputs } of groups) {
      expect(Object.keys(inputs).sort()).toEqual(["description", "vpcId"]);
      expect(inputs.description).toMatch(/^[\w .\-:/()#,@[\]+=&;{}!$*]{1,255}$/);
    }
  });

  it("uses no property or resource that the provider calls deprecated", () => {
    expect(deprecatedUses(deployment.resources)).toEqual([]);
  });
});

it("knows a deprecated property and a deprecated resource when it sees them", () => {
  const [bucket] = dev.resources.filter(({ type }) => type === "aws:s3/bucket:Bucket");
  if (bucket === undefined) throw new Error("no bucket");
  const retired = { ...bucket, type: "aws:s3/bucketV2:BucketV2", inputs: {} };
  const acl = { ...bucket, inputs: { acl: "private", forceDestroy: true } };
  expect(deprecatedUses([retired, acl])).toEqual([retired.type, "aws:s3/bucket:Bucket.acl"]);
});
