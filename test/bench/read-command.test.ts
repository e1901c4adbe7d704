import { expect, it } from "vitest";
import { readCommand } from "../../bench/read-command.ts";
import { workloads } from "../../bench/workloads.ts";

const names = (...args: string[]) => readCommand(args)?.workloads.map(({ name }) => name);

it("measures what takes minutes, three rounds, unless told otherwise", () => {
  expect(names()).toEqual(["W1", "W2"]);
  expect(readCommand([])).toMatchObject({ repeat: 3, keep: false, data: ".local/bench" });
});

it("takes workloads by name or by the start of it", () => {
  expect(names("--only", "W3,W4")).toEqual(["W3", "W4-1M", "W4-10M", "W4-30M"]);
  expect(names("--all")).toEqual(workloads.map(({ name }) => name));
});

it("answers a call for help with no command", () => {
  expect(readCommand(["--help"])).toBeUndefined();
});

it.each([
  [["--only", "W9"], `"--only" must name workloads among W1, W2, W3, W4-1M, W4-10M, W4-30M, W5: got "W9"`],
  [["--repeat", "0"], `"--repeat" must be a whole number from 1: got "0"`],
  [["--repeat", "1.5"], `"--repeat" must be a whole number from 1: got "1.5"`],
])("refuses %j", (args, message) => {
  expect(() => readCommand(args)).toThrow(message);
});

it("refuses an option that there is not, by its name", () => {
  expect(() => readCommand(["--rounds", "2"])).toThrow("--rounds");
});
