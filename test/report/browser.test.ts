import { writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import axe from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { page } from "../../report/page/page.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";
import { hasBrowser, launch, visit } from "./in-browser.ts";
import { reportOfSample } from "./report-of-sample.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let file: string;
let browser: Browser;

beforeAll(async () => {
  folder = await temporaryFolder();
  file = join(folder.path, "report.html");
  if (!hasBrowser) return;
  writeFileSync(file, await page(await reportOfSample()));
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await folder[Symbol.asyncDispose]();
});

const visits = [390, 820, 1280].flatMap((width) =>
  (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })),
);

describe.skipIf(!hasBrowser)("the page in Chromium (CHROMIUM, or /usr/bin/chromium)", () => {
  it.each(visits)("fits a width of $width in $colorScheme, with nothing for axe to find", async (options) => {
    const complaints = await visit({ browser, file, ...options }, async (open) => {
      await open.evaluate("for (const details of document.querySelectorAll('details')) details.open = true");
      const overflow = await open.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth",
      );
      expect(overflow).toBe(0);
      const smallest = await open.evaluate(`Math.min(...[...document.querySelectorAll("svg text")]
        .filter((text) => text.checkVisibility())
        .map((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))`);
      expect(smallest).toBeGreaterThanOrEqual(8);
      await open.evaluate(axe.source);
      const violations = await open.evaluate(
        "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]))",
      );
      expect(violations).toEqual([]);
    });
    expect(complaints).toEqual({ messages: [], requests: [] });
  });

  it("runs no script, whatever stands in the page", async () => {
    const hostile = join(folder.path, "hostile.html");
    const text = await readFile(file, "utf8");
    writeFileSync(hostile, text.replace("</main>", "<script>document.title = 'run'</script></main>"));
    const options = { browser, file: hostile, width: 820, colorScheme: "light" } as const;
    const { messages } = await visit(options, async (open) => {
      expect(await open.title()).toBe("Sparkify warehouse");
    });
    expect(messages).toEqual([expect.stringContaining("Content Security Policy")]);
  });
});
