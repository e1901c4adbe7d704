import type { Engine } from "../../engine/open-engine.ts";
import type { LoadCommands } from "../context.ts";
import { unloadCommand } from "../unload/unload-command.ts";
import { copyCommand } from "./copy-command.ts";
import { LoadHistory } from "./load-history.ts";
import { loadViews } from "./load-views.ts";

/** COPY, UNLOAD and the system views of what they did, for one server. */
export function openLoadCommands(engine: Engine): LoadCommands {
  const history = new LoadHistory();
  return {
    copy: copyCommand(history, engine),
    unload: unloadCommand(history),
    views: loadViews(history),
  };
}
