/**
 * Every configuration key of a stack with its default, as `Pulumi.yaml` states them for the CLI (a test compares the
 * two). A key that may be left out has "" or [] for "none", since a key without a default is a required one there.
 * The default's type is the key's type.
 */
export const defaults = {
  dataRegion: "us-west-2",
  nodeType: "ra3.large",
  numberOfNodes: 1,
  databaseName: "sparkify",
  adminUser: "dwh_admin",
  port: 5439,
  allowReplace: false,
  logData: "s3://udacity-dend/log_data/",
  songData: "s3://udacity-dend/song_data/",
  logJsonpath: "s3://udacity-dend/log_json_path.json",
  scheduleExpression: "rate(1 day)",
  scheduleTimezone: "UTC",
  scheduleEnabled: true,
  pauseCron: "",
  resumeCron: "",
  taskCpu: 1024,
  taskMemory: 2048,
  cpuArchitecture: "X86_64",
  imageUri: "",
  alarmEmail: "",
  maxHoursWithoutRun: 26,
  disposable: false,
  snapshotRetentionDays: 1,
  logRetentionDays: 30,
  vpcId: "",
  subnetIds: [] as readonly string[],
  clientSecurityGroupIds: [] as readonly string[],
  owner: "",
  permissionsBoundaryArn: "",
  monthlyBudgetUsd: 0,
};

/** The checked configuration of one stack. `region` is the provider's key `aws:region`. */
export type Settings = Readonly<typeof defaults & { region: string }>;

export const defaultRegion = "us-west-2";

/** One thing to change in the configuration. `reason` says what is wrong and what to write instead. */
export interface Fault {
  key: keyof Settings;
  reason: string;
}

/** A rule looks at typed settings and returns what is wrong with them. */
export type Rule = (settings: Settings) => Fault[];
