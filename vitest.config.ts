import { defineConfig } from "vitest/config";

// DuckDB's Node binding runs each query on libuv's pool (4 threads unless told otherwise), and the pool's size
// is read once, when a process starts: the test processes inherit it from here.
process.env.UV_THREADPOOL_SIZE = "64";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    pool: "forks",
    // Most tests wait for a process or a socket of theirs; the default leaves one core of two idle.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
