import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";

/** The browser of the tests: CHROMIUM, or where Debian puts it. */
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const hasBrowser = existsSync(executablePath);

export interface Visit {
  browser: Browser;
  file: string;
  width: number;
  colorScheme: "light" | "dark";
}

/** What the browser had to say while a file was open. */
export interface Complaints {
  /** Console messages and errors. */
  messages: string[];
  /** Addresses asked for beside the file itself. */
  requests: string[];
}

/** Starts the browser; the test closes it. */
export function launch(): Promise<Browser> {
  // The sandbox wants rights that a container's root does not have.
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

/** Opens a file as a person does and runs `use` with it; gives what the browser complained of. */
export async function visit(
  { browser, file, width, colorScheme }: Visit,
  use: (page: Page) => Promise<void>,
): Promise<Complaints> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  try {
    const page = await context.newPage();
    const address = pathToFileURL(file).href;
    const complaints: Complaints = { messages: [], requests: [] };
    page.on("console", (message) => complaints.messages.push(message.text()));
    page.on("pageerror", (error) => complaints.messages.push(error.message));
    page.on("request", (request) => {
      if (request.url() !== address && !request.url().startsWith("data:"))
        complaints.requests.push(request.url());
    });
    await page.goto(address);
    await use(page);
    return complaints;
  } finally {
    await context.close();
  }
}
