import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Alarms } from "./alarms/alarms.ts";
import { loadConfig } from "./config/load-config.ts";
import { fixedForLife as fixed } from "./config/replacement-faults.ts";
import { Dashboard } from "./dashboard/dashboard.ts";
import { Etl } from "./etl/etl.ts";
import { Image } from "./image/image.ts";
import { Lake } from "./lake/lake.ts";
import { Network } from "./network/network.ts";
import { Schedule } from "./schedule/schedule.ts";
import { Warehouse } from "./warehouse/warehouse.ts";

const config = await loadConfig();
const { region, owner, logData, songData, logJsonpath } = config;

const name = `${pulumi.getProject()}-${pulumi.getStack()}`;
const tags = { project: pulumi.getProject(), stack: name, ...(owner === "" ? {} : { owner }) };
const provider = new aws.Provider("tagged", { region, defaultTags: { tags } });
const opts = { providers: [provider] };

const { accountId } = aws.getCallerIdentityOutput({}, { provider });
const base = { ...config, accountId, sources: { logData, songData, logJsonpath } };

const lake = new Lake(name, base, opts);
const bucket = { bucketName: lake.bucketName, bucketArn: lake.bucketArn };

const network = new Network(name, { ...base, ...bucket }, opts);
const { subnetIds, taskSecurityGroupId, warehouseSecurityGroupId } = network;

const atWarehouse = { subnetIds, securityGroupId: warehouseSecurityGroupId };
const warehouse = new Warehouse(name, { ...base, ...bucket, ...atWarehouse }, opts);
const { host, secretArn, copyRoleArn } = warehouse;

const image = new Image(name, base, opts);
const job = { imageUri: image.uri, repositoryArn: image.repositoryArn };

const atTask = { subnetIds, securityGroupId: taskSecurityGroupId };
const target = { host, secretArn, copyRoleArn };
const etl = new Etl(name, { ...base, ...bucket, ...job, ...target, ...atTask }, opts);
const { clusterArn, family, taskDefinitionArn, roleArns, logGroupName } = etl;

const task = { clusterArn, family, taskDefinitionArn, roleArns };
const schedule = new Schedule(name, { ...base, ...task, ...atTask }, opts);
const { groupName: scheduleGroupName, deadLetterQueueName } = schedule;

const watched = { clusterArn, clusterIdentifier: warehouse.clusterId, logGroupName };
const starts = { scheduleGroupName, deadLetterQueueName };
const alarms = new Alarms(name, { ...base, ...watched, ...starts }, opts);
const { topicArn, alarmArns, taskRuleNames } = alarms;
const dashboard = new Dashboard(name, { ...base, ...watched, alarmArns, taskRuleNames }, opts);

export const fixedForLife = fixed(config);
export const { runTaskCommand, dwhCfg } = etl;
export const { bucketName, bucketArn } = lake;
export const { dashboardUrl } = dashboard;
export const imageUri = image.uri;
export const clusterId = warehouse.clusterId;
export { copyRoleArn, deadLetterQueueName, host, logGroupName, secretArn, taskDefinitionArn, topicArn };
