import { defaultRegion, defaults, type Fault, type Settings } from "./settings.ts";

type Value = string | number | boolean | readonly string[];

export interface Parsed {
  settings: Settings;
  faults: Fault[];
  /** Keys of the project's namespace that no part of the program reads, as written. */
  unknownKeys: string[];
}

/**
 * Text of the configuration (`namespace:key` → value, lists as JSON) to typed settings, defaults filled in. A value of
 * the wrong type is a fault and its default stands in for it, so that the rules can still look at all the others.
 */
export function parseSettings(raw: Record<string, string>, project: string): Parsed {
  const faults: Fault[] = [];
  const settings: Record<string, Value> = { region: raw["aws:region"] ?? defaultRegion };
  for (const [key, fallback] of Object.entries(defaults)) {
    const text = raw[`${project}:${key}`];
    const value = text === undefined ? fallback : typed(text, fallback);
    if (value === undefined) {
      faults.push({ key: key as keyof Settings, reason: `write ${expected(fallback)}` });
    }
    settings[key] = value ?? fallback;
  }
  const unknownKeys = Object.keys(raw).filter(
    (key) => key.startsWith(`${project}:`) && !(key.slice(project.length + 1) in defaults),
  );
  return { settings: settings as unknown as Settings, faults, unknownKeys };
}

/** `undefined` when the text is not of the type that the default has. */
function typed(text: string, fallback: Value): Value | undefined {
  if (typeof fallback === "string") return text;
  if (typeof fallback === "number") return /^-?\d+$/.test(text) ? Number(text) : undefined;
  if (typeof fallback === "boolean") return { true: true, false: false }[text];
  return stringList(text);
}

function stringList(text: string): readonly string[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((item) => typeof item === "string") ? list : undefined;
  } catch {
    return undefined; // not JSON: the caller reports the key
  }
}

function expected(fallback: Value): string {
  if (typeof fallback === "number") return "a whole number";
  if (typeof fallback === "boolean") return "true or false";
  return 'a list of texts, for example ["a", "b"]';
}
