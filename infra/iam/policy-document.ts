import * as pulumi from "@pulumi/pulumi";

type Texts = pulumi.Input<string> | pulumi.Input<string>[];

/** One Allow or Deny of an IAM document, in IAM's own words. */
export interface Statement {
  Sid: string;
  Effect: "Allow" | "Deny";
  Principal?: "*" | Record<string, Texts>;
  Action: string | string[];
  Resource?: Texts;
  Condition?: Record<string, Record<string, Texts>>;
}

/** The JSON text of an IAM policy. Written out, not made by a data source, so that tests can read it. */
export function policyDocument(statements: Statement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
}
