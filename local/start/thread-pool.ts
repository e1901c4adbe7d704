/**
 * DuckDB's Node binding runs each query on libuv's thread pool, whose size is read when the pool is first used: with
 * the usual 4 threads, 4 slow queries would stop the server for everybody. To be imported before anything else.
 */
process.env.UV_THREADPOOL_SIZE ??= "600";
