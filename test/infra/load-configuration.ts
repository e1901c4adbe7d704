import * as pulumi from "@pulumi/pulumi";
import { expect } from "vitest";
import { loadConfig } from "../../infra/config/load-config.ts";
import type { Settings } from "../../infra/config/settings.ts";

export interface LoadOptions {
  stack?: string;
  /** Outputs of the stack's last update; none for a new stack. */
  lastOutputs?: Record<string, unknown>;
}

/** Loads a configuration as the program does. Throws when that takes a resource or a call of a provider. */
export async function load(
  config: Record<string, string>,
  { stack = "dev", lastOutputs = {} }: LoadOptions = {},
): Promise<Settings> {
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        if (type !== "pulumi:pulumi:StackReference") throw new Error(`it makes a ${type}`);
        return { id: name, state: { ...inputs, outputs: lastOutputs } };
      },
      call: ({ token }) => {
        throw new Error(`it calls ${token}`);
      },
    },
    "sparkify-dwh",
    stack,
    false,
    "organization",
  );
  const entries = Object.entries(config).map(([key, value]) => [
    key.includes(":") ? key : `sparkify-dwh:${key}`,
    value,
  ]);
  pulumi.runtime.setAllConfig(Object.fromEntries(entries));
  return loadConfig();
}

/** The lines of the error that a configuration gives, without its first and the project's namespace. */
export async function faults(config: Record<string, string>, options: LoadOptions = {}): Promise<string[]> {
  try {
    await load(config, options);
    return [];
  } catch (error) {
    expect(pulumi.RunError.isInstance(error)).toBe(true);
    const [first, ...lines] = (error as Error).message.split("\n");
    expect(first).toBe(`Cannot use the configuration of stack "${options.stack ?? "dev"}":`);
    return lines.map((line) => line.trim().replace(/^sparkify-dwh:/, ""));
  }
}
