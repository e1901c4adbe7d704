/** A piece of HTML or SVG that may stand in a page as it is. */
export interface Markup {
  readonly markup: string;
}

type Content = Markup | string | number | undefined | readonly Content[];

/** A template for HTML: what is put into it is escaped, unless it is Markup; undefined is nothing. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  const parts = strings.flatMap((text, index) => [
    text,
    index < contents.length ? toText(contents[index]) : "",
  ]);
  return { markup: parts.join("") };
}

function toText(content: Content): string {
  if (content === undefined) return "";
  if (Array.isArray(content)) return content.map(toText).join("");
  if (typeof content === "object" && "markup" in content) return content.markup;
  return escapeText(String(content));
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
