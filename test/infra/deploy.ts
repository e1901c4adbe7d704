import * as pulumi from "@pulumi/pulumi";
import type { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import { answerCall, computedOutputs } from "./mock-cloud.ts";

/** One resource as the program registered it. */
export interface Registered {
  type: string;
  name: string;
  urn: string;
  /** Secrets stand as `{ secret: value }`. */
  inputs: Record<string, unknown>;
  /** What the mock cloud answered. */
  outputs: Record<string, unknown>;
  custom: boolean;
  /** URN of the provider, or "" for the engine's default one. */
  provider: string;
  dependsOn: string[];
  protect: boolean;
  deleteBeforeReplace: boolean;
}

export interface Deployment {
  resources: Registered[];
  /** The stack's outputs, resolved. */
  outputs: Record<string, unknown>;
  /** Tokens of the calls that the program made of providers, with their provider's URN. */
  calls: { token: string; provider: string }[];
}

export interface DeployOptions {
  stack?: string;
  /** Outputs of the stack's last update; none for a new stack. */
  lastOutputs?: Record<string, unknown>;
}

let runs = 0;

/**
 * Runs the whole program once with mocks, with `config` (keys without a namespace are the project's) on top of the
 * defaults, and returns what it registered. A call that no mock answers throws.
 */
export async function deploy(
  config: Record<string, string>,
  { stack = "dev", lastOutputs = {} }: DeployOptions = {},
): Promise<Deployment> {
  const calls: Deployment["calls"] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: (args) => ({
        id: args.type === "pulumi:pulumi:StackReference" ? args.name : `${args.name}-id`,
        state:
          args.type === "pulumi:pulumi:StackReference"
            ? { ...args.inputs, outputs: lastOutputs }
            : { ...args.inputs, ...computedOutputs(args) },
      }),
      call: (args) => {
        calls.push({ token: args.token, provider: urnOf(args.provider ?? "") });
        return answerCall(args);
      },
    },
    "sparkify-dwh",
    stack,
    false,
    "organization",
  );
  pulumi.runtime.setAllConfig(
    Object.fromEntries(
      Object.entries(config).map(([key, value]) => [key.includes(":") ? key : `sparkify-dwh:${key}`, value]),
    ),
  );
  const resources = recordRegistrations(pulumi.runtime.getMonitor() as unknown as MockMonitor);
  // A query makes a module of its own out of the entry point; the components it imports are loaded once.
  const program = `../../infra/index.ts?run=${runs++}`;
  const outputs = await pulumi.runtime.runInPulumiStack(
    async () => ({ ...(await import(program)) }) as Record<string, unknown>,
  );
  await pulumi.runtime.disconnect();
  return { resources, outputs: outputs as Record<string, unknown>, calls };
}

type Request = Parameters<MockMonitor["registerResource"]>[0];

/** The part of the monitor's answer that is read here. */
interface Response {
  getUrn(): string;
  getObject(): { toJavaScript(): Record<string, unknown> };
}

/** Notes what a registration carries besides its inputs, which mocks are not told. */
function recordRegistrations(monitor: MockMonitor): Registered[] {
  const resources: Registered[] = [];
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request: Request, callback) =>
    register(request, (error: unknown, response: Response) => {
      if (error === null && request.getType() !== "pulumi:pulumi:Stack") {
        resources.push(registered(request, response));
      }
      callback(error, response);
    });
  return resources;
}

function registered(request: Request, response: Response): Registered {
  const inputs = pulumi.runtime.deserializeProperties(request.getObject(), true);
  return {
    type: request.getType(),
    name: request.getName(),
    urn: response.getUrn(),
    inputs: readable(inputs) as Record<string, unknown>,
    outputs: response.getObject().toJavaScript(),
    custom: request.getCustom(),
    provider: urnOf(request.getProvider()),
    dependsOn: request.getDependenciesList(),
    protect: request.getProtect(),
    deleteBeforeReplace: request.getDeletebeforereplace(),
  };
}

/** A provider reference is `URN::ID`. */
function urnOf(provider: string): string {
  return provider.replace(/::[^:]*$/, "");
}

function readable(value: unknown): unknown {
  if (pulumi.runtime.isRpcSecret(value)) {
    return { secret: readable(pulumi.runtime.unwrapRpcSecret(value)) };
  }
  if (Array.isArray(value)) return value.map(readable);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, readable(item)]));
}
