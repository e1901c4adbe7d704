/**
 * The engine's threads: more than the sessions that the wire admits. DuckDB's binding runs queries on libuv's thread
 * pool, whose size is read once, at its first use; with the usual 4, 4 slow queries would stop the server for
 * everybody. To be imported before anything else by whatever starts a local Redshift.
 */
process.env.UV_THREADPOOL_SIZE ??= "600";
