/** An Allow of an IAM document, with its lists always as lists. */
export interface Allow {
  actions: string[];
  resources: string[];
  services: string[];
  /** Condition keys → what they are compared with, whatever the operator. */
  conditions: Record<string, string[]>;
}

type OneOrMany = string | string[] | undefined;

interface RawStatement {
  Effect: string;
  Action?: OneOrMany;
  Resource?: OneOrMany;
  Principal?: "*" | { Service?: OneOrMany };
  Condition?: Record<string, Record<string, OneOrMany>>;
}

/** The Allow statements of the policy document that a property holds as JSON text; none for anything else. */
export function allows(document: unknown): Allow[] {
  if (typeof document !== "string" || !document.startsWith("{")) return [];
  const { Statement = [] } = JSON.parse(document) as { Statement?: RawStatement[] };
  return Statement.filter(({ Effect }) => Effect === "Allow").map((statement) => ({
    actions: list(statement.Action),
    resources: list(statement.Resource),
    services: typeof statement.Principal === "object" ? list(statement.Principal.Service) : [],
    conditions: Object.fromEntries(
      Object.values(statement.Condition ?? {}).flatMap((tests) =>
        Object.entries(tests).map(([key, values]) => [key, list(values)]),
      ),
    ),
  }));
}

function list(value: OneOrMany): string[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
