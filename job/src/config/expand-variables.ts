const reference = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

/** The text with its variables replaced, and the names that have neither a value nor a default. */
export interface Expanded {
  text: string;
  missing: string[];
}

/**
 * Replaces `${NAME}` and `${NAME:-default}` by the environment's value. As in a shell, a variable that is set but
 * empty takes the default of `:-`; without a default it is the empty text. A value is never expanded again.
 */
export function expandVariables(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): Expanded {
  const missing: string[] = [];
  const expanded = text.replaceAll(reference, (_, name: string, fallback: string | undefined) => {
    const value = environment[name];
    if (fallback !== undefined) return value || fallback;
    if (value === undefined) missing.push(name);
    return value ?? "";
  });
  return { text: expanded, missing };
}
