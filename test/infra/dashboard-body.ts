import type { Deployment } from "./deploy.ts";
import { the } from "./find-resource.ts";

/** A widget of the stack's dashboard, as AWS gets it. */
interface PlacedWidget {
  type: string;
  x: number;
  y: number;
  width: number;
  height: number;
  properties: Record<string, unknown>;
}

interface ShownMetric {
  namespace: string;
  metricName: string;
  dimensions: Record<string, string>;
}

export function widgets(deployment: Deployment): PlacedWidget[] {
  const { inputs } = the(deployment, "aws:cloudwatch/dashboard:Dashboard");
  return JSON.parse(inputs.dashboardBody as string).widgets;
}

/** Every metric that a chart draws. */
export function shownMetrics(deployment: Deployment): ShownMetric[] {
  return widgets(deployment)
    .flatMap(({ properties }) => (properties.metrics ?? []) as unknown[][])
    .map(([namespace, metricName, ...rest]) => {
      const names = rest.filter((item) => typeof item === "string");
      const pairs = names.flatMap((key, at) => (at % 2 === 0 ? [[key, names[at + 1]]] : []));
      return {
        namespace: String(namespace),
        metricName: String(metricName),
        dimensions: Object.fromEntries(pairs),
      };
    });
}

/** Those that the job itself says. */
export function runMetrics(deployment: Deployment): ShownMetric[] {
  return shownMetrics(deployment).filter(({ namespace }) => !namespace.startsWith("AWS/"));
}
