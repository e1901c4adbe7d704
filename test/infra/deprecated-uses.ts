import { readFileSync } from "node:fs";
import type { Registered } from "./deploy.ts";

const types = new URL("../../node_modules/@pulumi/aws/", import.meta.url);

/** Resources and top-level inputs that @pulumi/aws's own types mark `@deprecated`, as `type` or `type.input`. */
export function deprecatedUses(resources: Registered[]): string[] {
  return resources
    .filter(({ type }) => type.startsWith("aws:"))
    .flatMap(({ type, inputs }) => {
      const [, path, className] = /^aws:([\w/]+):(\w+)$/.exec(type) ?? [];
      const source = readFileSync(new URL(`${path}.d.ts`, types), "utf8");
      const argsAt = source.indexOf(`export interface ${className}Args `);
      const classAt = source.indexOf(`export declare class ${className} `);
      if (argsAt < 0 || classAt < 0) throw new Error(`${path}.d.ts has no ${className}`);
      const retired = /@deprecated[^*]*(\*(?!\/)[^*]*)*\*\/\s*$/.test(source.slice(0, classAt));
      const inputsRetired = Object.keys(inputs).filter((input) => deprecatedIn(source.slice(argsAt), input));
      return [...(retired ? [type] : []), ...inputsRetired.map((input) => `${type}.${input}`)];
    });
}

/** Whether the comment right above a member says `@deprecated`. */
function deprecatedIn(args: string, member: string): boolean {
  const at = args.search(new RegExp(`^ {4}${member}\\??:`, "m"));
  if (at < 0) throw new Error(`no input "${member}"`);
  const comment = args.slice(args.lastIndexOf("/**", at), at);
  return comment.trimEnd().endsWith("*/") && comment.includes("@deprecated");
}
