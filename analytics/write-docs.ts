import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../local/start/folders.ts";
import { renderDocs } from "./render-docs.ts";

// node analytics/write-docs.ts: brings docs/analysts.md up to date with the SQL files.
const path = join(projectFolder, "docs/analysts.md");
writeFileSync(path, renderDocs(readFileSync(path, "utf8")));
