/**
 * Runs the program under Pulumi's own engine, against providers that stand in for AWS and Docker: what mocks can't show
 * is the order of things, what a change replaces, what is left of a failure, and what ends up in a stack's state.
 *
 *   PULUMI_LOCAL=/path/to/pulumi-local node test/infra/engine.ts
 *
 * Ends 0 when every step holds. Without PULUMI_LOCAL it says that it was skipped, and ends 0.
 */
import assert from "node:assert/strict";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { configure, fails, names, succeeds } from "./engine-tools.ts";
import { everyFault } from "./every-fault.ts";
import { type PulumiProject, withPulumiProject } from "./pulumi-project.ts";

const update = ["up", "--yes", "--skip-preview"];

type Step = [name: string, run: (project: PulumiProject) => Promise<void>];

let deployed: string[] = [];

const dev: Step[] = [
  [
    "every fault of the configuration is told at once, before any resource",
    async (project) => {
      await succeeds(project, ["stack", "init", "faulty"]);
      const file = join(project.folder, "Pulumi.faulty.yaml");
      const empty = readFileSync(file, "utf8");
      for (const { settings, keys } of everyFault) {
        writeFileSync(file, empty);
        configure(project, "faulty", settings);
        const { output, changes } = await fails(project, update);
        assert.deepEqual(changes, []);
        const told = [...output.matchAll(/^ *(?:sparkify-dwh|aws):(\w+)(?: = |: no such)/gm)];
        assert.deepEqual([...new Set(told.map(([, key]) => key))].sort(), [...keys].sort(), output);
      }
    },
  ],
  [
    "preview makes nothing",
    async (project) => {
      await succeeds(project, ["stack", "init", "dev"]);
      const { output, changes } = await succeeds(project, ["preview"]);
      assert.deepEqual(changes, []);
      assert.match(output, /\+ 78 to create/);
    },
  ],
  [
    "a failure half-way leaves what was made, and the next up makes the rest",
    async (project) => {
      const failing = { STUB_AWS_FAIL: "create@redshift/cluster=no capacity" };
      const first = await fails(project, update, failing);
      assert.match(first.output, /no capacity/);
      const before = names(first.changes, "create").filter((name) => name !== "redshift.Cluster");
      assert.ok(before.length > 20, `only ${before.length} were made`);
      const second = await succeeds(project, update);
      const after = names(second.changes, "create");
      assert.deepEqual(names(second.changes, "delete"), []);
      assert.deepEqual(
        after.filter((name) => before.includes(name)),
        [],
        "made twice",
      );
      deployed = [...before, ...after].sort();
      assert.equal(deployed.length, 68);
    },
  ],
  [
    "up again changes nothing",
    async (project) => {
      const { output, changes } = await succeeds(project, [...update, "--expect-no-changes"]);
      assert.deepEqual(changes, []);
      assert.match(output, /78 unchanged/);
    },
  ],
  [
    "outputs and state hold no secret in clear",
    async (project) => {
      const { output } = await succeeds(project, ["stack", "output", "--json"]);
      const outputs = JSON.parse(output);
      assert.match(outputs.runTaskCommand, /^aws ecs run-task --region us-west-2 --cluster /);
      assert.match(outputs.dashboardUrl, /#dashboards\/dashboard\/sparkify-dwh-dev$/);
      assert.match(outputs.dwhCfg, /\nDB_PASSWORD = \$\{REDSHIFT_PASSWORD\}\n/);
      const { output: state } = await succeeds(project, ["stack", "export"]);
      for (const text of [output, state]) assert.doesNotMatch(text, /stub-ecr-password/);
      assert.match(state, /"ciphertext":/);
    },
  ],
  [
    "another image makes a new task definition, and nothing else",
    async (project) => {
      appendFileSync(join(project.folder, "job/main.ts"), "// another image\n");
      const { changes } = await succeeds(project, update);
      assert.deepEqual(names(changes), [
        "create ecs.TaskDefinition etl",
        "delete ecs.TaskDefinition etl",
        "update index.Image",
      ]);
    },
  ],
  [
    "another tag updates what carries tags, and replaces nothing",
    async (project) => {
      configure(project, "dev", { owner: "data team" });
      const { changes } = await succeeds(project, update);
      assert.deepEqual(names(changes, "create"), []);
      assert.deepEqual(names(changes, "delete"), []);
    },
  ],
  [
    "more memory makes a new task definition, more nodes resize the cluster in place",
    async (project) => {
      configure(project, "dev", { taskMemory: "4096", numberOfNodes: "2" });
      const { changes } = await succeeds(project, update);
      assert.deepEqual(names(changes), [
        "create ecs.TaskDefinition etl",
        "delete ecs.TaskDefinition etl",
        "update redshift.Cluster",
      ]);
    },
  ],
  [
    "a setting that is fixed for life is refused, and with allowReplace it replaces the cluster",
    async (project) => {
      configure(project, "dev", { port: "5440" });
      const refused = await fails(project, update);
      assert.match(refused.output, /port = 5440: the cluster was made with 5439/);
      assert.deepEqual(refused.changes, []);
      configure(project, "dev", { allowReplace: "true" });
      const { changes } = await succeeds(project, update);
      const replaced = [
        "ecs.TaskDefinition etl",
        "redshift.Cluster",
        "redshift.Logging",
        "redshift.SubnetGroup",
      ];
      assert.deepEqual(names(changes, "create"), replaced);
      assert.deepEqual(names(changes, "delete"), replaced);
    },
  ],
  [
    "destroy leaves nothing, what uses a thing going before it",
    async (project) => {
      const { output, changes } = await succeeds(project, ["destroy", "--yes", "--skip-preview"]);
      assert.match(output, /- 78 deleted/);
      assert.deepEqual(names(changes, "delete"), deployed);
      const at = (type: string, name = "") =>
        changes.findIndex((c) => c.type.endsWith(`:${type}`) && c.name === `sparkify-dwh-dev${name}`);
      const clusterAt = changes.findIndex((c) => c.type === "aws:redshift/cluster:Cluster");
      const order = [
        [at("Schedule"), at("RolePolicy", "-scheduler")],
        [at("Schedule"), at("TaskDefinition", "-etl")],
        [at("Logging"), clusterAt],
        [clusterAt, at("LogGroup", "-connectionlog")],
        [clusterAt, at("LogGroup", "-useractivitylog")],
        [clusterAt, at("LogGroup", "-userlog")],
        [clusterAt, at("SubnetGroup")],
        [clusterAt, at("SecurityGroup", "-warehouse")],
        [at("Image"), at("Repository")],
        [at("SecurityGroup", "-endpoints"), at("Vpc")],
      ];
      for (const [first = -1, then = -1] of order) assert.ok(first >= 0 && first < then, String(order));
      const { output: left } = await succeeds(project, ["stack", "export"]);
      assert.deepEqual(JSON.parse(left).deployment.resources ?? [], []);
    },
  ],
];

const prod: Step[] = [
  [
    "a stack with all that is optional comes up",
    async (project) => {
      await succeeds(project, ["stack", "init", "prod"]);
      configure(project, "prod", {
        alarmEmail: "data-team@example.com",
        monthlyBudgetUsd: "400",
        permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/boundary",
        clientSecurityGroupIds: '["sg-0123456789abcdef0"]',
      });
      const { output } = await succeeds(project, update);
      assert.match(output, /\+ 77 created/);
    },
  ],
  [
    "destroy is refused while cluster and bucket are protected",
    async (project) => {
      const { output, changes } = await fails(project, ["destroy", "--yes"]);
      assert.match(output, /cannot be deleted\s+because it is protected/);
      assert.deepEqual(changes, []);
    },
  ],
  [
    "made disposable, it can be destroyed",
    async (project) => {
      configure(project, "prod", { disposable: "true" });
      const { changes } = await succeeds(project, update);
      assert.deepEqual([...names(changes, "create"), ...names(changes, "delete")], []);
      const { output } = await succeeds(project, ["destroy", "--yes", "--skip-preview"]);
      assert.match(output, /- 77 deleted/);
    },
  ],
];

const tool = process.env.PULUMI_LOCAL;
if (tool === undefined) {
  console.log("skipped: the engine's run needs PULUMI_LOCAL, the path of the pulumi-local tool");
} else {
  await withPulumiProject(tool, async (project) => {
    for (const [name, run] of [...dev, ...prod]) {
      const start = performance.now();
      await run(project);
      console.log(`ok ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
    }
  });
}
