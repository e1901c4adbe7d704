import { expect, it } from "vitest";
import { createLog } from "../../job/src/log.ts";

function collect(secrets: string[]) {
  const lines: string[] = [];
  const log = createLog({ level: "info", secrets, to: { write: (line) => void lines.push(line) } });
  return { log, lines };
}

it("writes a line of JSON with the level's name and the time in UTC", () => {
  const { log, lines } = collect([]);
  log.info({ rows: 3 }, "loaded table");
  expect(JSON.parse(lines[0] ?? "")).toEqual({
    level: "info",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    rows: 3,
    msg: "loaded table",
  });
});

it("strikes secrets out wherever they stand, also those that JSON escapes or that come to be known later", () => {
  const password = 'pass"word\\1';
  const secrets = [password];
  const { log, lines } = collect(secrets);
  secrets.push("later-secret");
  log.error({ [password]: 1, deep: { url: `x:${password}@later-secret` } }, "later-secret failed");
  expect(lines.join("")).not.toMatch(/word|later/);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    deep: { url: "x:[secret]@[secret]" },
    msg: "[secret] failed",
  });
});
