import { expect, test } from "vitest";
import { readPagesAhead } from "../../../job/src/sources/read-pages-ahead.ts";

/** Pages 1 to `count`, and how many of them were asked for; the page `broken` fails. */
function pages(count: number, { broken }: { broken?: number } = {}) {
  const asked: number[] = [];
  async function* list() {
    for (let page = 1; page <= count; page++) {
      asked.push(page);
      if (page === broken) throw new Error(`no page ${page}`);
      yield page;
    }
  }
  return { list: list(), asked };
}

async function readAll<Page>(from: AsyncIterable<Page>): Promise<{ read: Page[]; error?: unknown }> {
  const read: Page[] = [];
  try {
    for await (const page of from) read.push(page);
    return { read };
  } catch (error) {
    return { read, error };
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test.each([0, 1, 3, 4, 10])("of %i pages it gives all, in their order", async (count) => {
  const { list } = pages(count);
  expect(await readAll(readPagesAhead(list, { limit: 4 }))).toEqual({
    read: Array.from({ length: count }, (_, index) => index + 1),
  });
});

test("it asks for as many pages as the limit before any is wanted, and no more", async () => {
  const { list, asked } = pages(10);
  const ahead = readPagesAhead(list, { limit: 4 });
  await turn();
  expect(asked).toEqual([1, 2, 3, 4]);
  for await (const page of ahead) {
    await turn();
    expect(asked.length).toBe(Math.min(page + 4, 10));
  }
});

test("a fault is thrown when its page is wanted, after those before it", async () => {
  const { list } = pages(10, { broken: 3 });
  const ahead = readPagesAhead(list, { limit: 4 });
  await turn();
  const { read, error } = await readAll(ahead);
  expect(read).toEqual([1, 2]);
  expect(error).toEqual(new Error("no page 3"));
});

test("a fault in pages that nobody wants is nobody's", async () => {
  const { list } = pages(3, { broken: 1 });
  readPagesAhead(list, { limit: 4 });
  await turn();
});
