import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ReportData } from "../collect/report-data.ts";
import { checks } from "../sections/checks.ts";
import { header } from "../sections/header.ts";
import { loads } from "../sections/loads.ts";
import { questions } from "../sections/questions.ts";
import { star } from "../sections/star.ts";
import { html } from "./html.ts";

const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#0b6e5f" d="M2 9h3v5H2zM6.5 5h3v9h-3zM11 2h3v12h-3z"/></svg>',
)}`;

/** The whole page: one file that asks nothing of any host and runs no script. */
export async function page(data: ReportData): Promise<string> {
  const style = ["style", "parts", "figures"]
    .map((name) => readFileSync(join(import.meta.dirname, `${name}.css`), "utf8"))
    .join("\n");
  const hash = createHash("sha256").update(style).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>Sparkify warehouse</title>
<link rel="icon" href="${icon}">
<style>${{ markup: style }}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<main id="content">
${header(data)}
${await questions(data)}
${loads(data)}
${checks(data)}
${star(data)}
</main>
<footer><p>Made by <code>npm run report</code> at ${data.madeAt.toISOString().slice(0, 19)} UTC. This page loads nothing and runs no script.</p></footer>
</body>
</html>
`;
  return document.markup;
}
