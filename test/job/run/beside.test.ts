import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { beside } from "../../../job/src/run/beside.ts";

test("its outcome can be had while other work goes on", async () => {
  await using work = beside(() => wait(10, "done"));
  expect(await work.done).toBe("done");
});

test("the block that fails tells it to give up, and ends after it", async () => {
  const events: string[] = [];
  async function block() {
    await using _work = beside(async (giveUp) => {
      await new Promise((resolve) => giveUp.addEventListener("abort", resolve));
      events.push("told");
      await wait(10);
      events.push("given up");
      throw new Error("gave up");
    });
    throw new Error("failed");
  }
  await expect(block()).rejects.toThrow("failed");
  expect(events).toEqual(["told", "given up"]);
});

test("its failure is thrown where its outcome is awaited, and nowhere else", async () => {
  async function block({ awaits }: { awaits: boolean }) {
    await using work = beside(async () => {
      throw new Error("broken");
    });
    await wait(1);
    return awaits ? await work.done : "not awaited";
  }
  await expect(block({ awaits: true })).rejects.toThrow("broken");
  expect(await block({ awaits: false })).toBe("not awaited");
});
