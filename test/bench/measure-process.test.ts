import { expect, it } from "vitest";
import { measureProcess } from "../../bench/measure-process.ts";

it("gives what a process and its child printed and used, each by itself", async () => {
  const child = `const held = Buffer.alloc(80e6, 1); setTimeout(() => console.log(held.length), 300)`;
  const parent = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: "inherit" })`;
  const { stdout, usages } = await measureProcess(["-e", parent]);
  expect(stdout).toBe("80000000\n");
  expect(usages).toHaveLength(2);
  const [own, childs] = usages.map(({ peakBytes }) => peakBytes);
  expect(childs).toBeGreaterThan((own ?? 0) + 40e6);
});

it("refuses a process that fails, with its words", async () => {
  const failing = measureProcess(["-e", "throw new Error('no such bucket')"]);
  await expect(failing).rejects.toThrow(/ended with 1: .*no such bucket/s);
  await expect(failing).rejects.toMatchObject({ reason: "no such bucket" });
  await expect(measureProcess(["-e", "process.exit(3)"])).rejects.toMatchObject({ reason: "exit code 3" });
});
