/**
 * The same pages, up to `limit` of which are asked for before they are wanted, from now on: whatever else is waited
 * for, they come meanwhile. A fault is thrown when its page is wanted.
 */
export function readPagesAhead<Page>(
  pages: AsyncIterable<Page>,
  { limit }: { limit: number },
): AsyncIterable<Page> {
  const iterator = pages[Symbol.asyncIterator]();
  const ask = () => {
    const page = iterator.next();
    page.catch(() => {});
    return page;
  };
  const coming = Array.from({ length: limit }, ask);
  return {
    async *[Symbol.asyncIterator]() {
      for (let page = await coming.shift(); page && !page.done; page = await coming.shift()) {
        coming.push(ask());
        yield page.value;
      }
    },
  };
}
