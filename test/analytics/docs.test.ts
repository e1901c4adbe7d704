import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { renderDocs } from "../../analytics/render-docs.ts";
import { projectFolder } from "../../local/start/folders.ts";

const document = readFileSync(join(projectFolder, "docs/analysts.md"), "utf8");

it("keeps docs/analysts.md as the SQL files have it (node analytics/write-docs.ts)", () => {
  expect(renderDocs(document)).toBe(document);
});

it("refuses a document that has lost a part", () => {
  expect(() => renderDocs(document.replace("<!-- from sql: questions -->", ""))).toThrow(
    "The document has no mark <!-- from sql: questions -->",
  );
});
