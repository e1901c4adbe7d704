import type { Deployment, Registered } from "./deploy.ts";

/**
 * What a stack deploys as text that people read and diff: one block a resource in the order of their names, inputs as
 * indented keys, JSON texts opened up. What changes with every commit of the job (the tag of its image) is left out.
 */
export function graphText({ resources }: Deployment): string {
  return resources
    .filter(({ custom }) => custom)
    .map((resource) => block(resource, resources))
    .sort((a, b) => (a < b ? -1 : 1))
    .join("\n");
}

function block(resource: Registered, all: Registered[]): string {
  const { type, name, inputs, protect, deleteBeforeReplace, dependsOn } = resource;
  const after = dependsOn
    .map((urn) => all.find((other) => other.urn === urn))
    .filter((other) => other !== undefined)
    .filter(({ custom }) => custom)
    .map((other) => `${kind(other.type)} ${other.name}`)
    .sort();
  const options = {
    ...(protect ? { protect } : {}),
    ...(deleteBeforeReplace ? { deleteBeforeReplace } : {}),
    ...(after.length > 0 ? { after } : {}),
  };
  return `${type} ${name}\n${lines(inputs, "  ")}${lines({ options }, "  ")}`;
}

function kind(type: string): string {
  return type.split(":").at(-1) as string;
}

/** Like YAML: `key: value` a line, lists as `- item`, an empty object or list not at all. */
function lines(value: object, indent: string): string {
  return Object.entries(value)
    .map(([key, item]) => line(Array.isArray(value) ? "- " : `${key}: `, item, indent))
    .join("");
}

function line(label: string, item: unknown, indent: string): string {
  const opened = typeof item === "string" && /^(\{"|\[[{"])/.test(item) ? JSON.parse(item) : item;
  if (opened === null || typeof opened !== "object") {
    return `${indent}${label}${String(opened).replace(/:[0-9a-f]{12}-(a\w\w64)$/, ":CONTENT-$1")}\n`;
  }
  const inner = lines(opened, `${indent}  `);
  if (inner === "") return "";
  // A list's item begins on the line of its dash.
  return label === "- " ? `${indent}- ${inner.trimStart()}` : `${indent}${label.trimEnd()}\n${inner}`;
}
