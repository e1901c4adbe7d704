import type { Rule } from "./settings.ts";

/** Node families that AWS stopped creating, and what to take in their place. */
const successors: Record<string, string> = {
  "dc1.large": "ra3.large",
  "dc1.8xlarge": "ra3.4xlarge",
  "dc2.large": "ra3.large",
  "dc2.8xlarge": "ra3.4xlarge",
  "ds2.xlarge": "ra3.xlplus",
  "ds2.8xlarge": "ra3.4xlarge",
};

/** Fewest nodes by type, as far as AWS documents it. `rg.*` as a single node is not confirmed: see `warehouseWarnings`. */
const fewestNodes: Record<string, number> = {
  "ra3.large": 1,
  "ra3.xlplus": 1,
  "ra3.4xlarge": 2,
  "ra3.16xlarge": 2,
};

const rgTypes = ["rg.large", "rg.xlarge", "rg.4xlarge", "rg.12xlarge"];

/** Names that Redshift keeps for itself, so that CreateCluster refuses them. */
const reservedNames = ["template0", "template1", "padb_harvest", "public", "rdsdb", "all", "user"];

const logRetentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const nodeType: Rule = ({ nodeType }) => {
  const retired = /^(dc|ds)\d/.test(nodeType);
  if (retired) {
    const successor = successors[nodeType] ?? "ra3.large";
    return [{ key: "nodeType", reason: `AWS no longer creates it; write "${successor}"` }];
  }
  if (/^[a-z]+\d*\.\d*[a-z]+$/.test(nodeType)) return [];
  return [{ key: "nodeType", reason: `not a node type; write one like "ra3.large" or "rg.xlarge"` }];
};

const nodeCount: Rule = ({ nodeType, numberOfNodes }) => {
  const fewest = fewestNodes[nodeType] ?? 1;
  if (numberOfNodes >= fewest && numberOfNodes <= 100) return [];
  return [{ key: "numberOfNodes", reason: `${nodeType} takes ${fewest} to 100; write ${fewest}` }];
};

const names: Rule = ({ databaseName, adminUser }) => {
  const isName = (name: string) => /^[a-z][a-z0-9_]{0,63}$/.test(name) && !reservedNames.includes(name);
  const reason = "lower case letters, digits and _, a letter first, at most 64, none of Redshift's own names";
  return [
    ...(isName(databaseName)
      ? []
      : [{ key: "databaseName" as const, reason: `${reason}; write "sparkify"` }]),
    ...(isName(adminUser) ? [] : [{ key: "adminUser" as const, reason: `${reason}; write "dwh_admin"` }]),
  ];
};

// RA3 and RG take these two ranges only: https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateCluster.html
const port: Rule = ({ port }) =>
  (port >= 5431 && port <= 5455) || (port >= 8191 && port <= 8215)
    ? []
    : [{ key: "port", reason: "RA3 and RG take 5431-5455 or 8191-8215; write 5439" }];

const retention: Rule = ({ snapshotRetentionDays, logRetentionDays }) => [
  ...(snapshotRetentionDays >= 1 && snapshotRetentionDays <= 35
    ? []
    : [
        {
          key: "snapshotRetentionDays" as const,
          reason: "RA3 and RG always keep snapshots, for 1 to 35 days; write 1",
        },
      ]),
  ...(logRetentions.includes(logRetentionDays)
    ? []
    : [
        {
          key: "logRetentionDays" as const,
          reason: `CloudWatch takes ${logRetentions.join(", ")}; write ${nearest(logRetentionDays)}`,
        },
      ]),
];

function nearest(days: number): number {
  return logRetentions.find((allowed) => allowed >= days) ?? 3653;
}

export const warehouseRules: readonly Rule[] = [nodeType, nodeCount, names, port, retention];

/** What may be right but is not confirmed by AWS's pages: said, not refused. */
export const warehouseWarnings: Rule = ({ nodeType, numberOfNodes }) => {
  if (rgTypes.includes(nodeType)) {
    const reason = `whether AWS creates a single ${nodeType} is not confirmed; 2 nodes are`;
    return numberOfNodes === 1 ? [{ key: "numberOfNodes", reason }] : [];
  }
  return nodeType in fewestNodes
    ? []
    : [{ key: "nodeType", reason: "not a type this version knows; AWS decides" }];
};
