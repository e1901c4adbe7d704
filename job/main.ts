// Loaded as CommonJS (job/package.json) and free of types and import statements, so that an older Node gets as far
// as this line and can say what it needs, where any other file here would be a syntax error to it.
const [major = 0] = process.versions.node.split(".").map(Number);

if (major < 24) {
  console.error(
    `The Sparkify job needs Node 24 or newer, this is ${process.version}: "npm run etl" brings its own`,
  );
  process.exitCode = 2;
} else {
  // Compiled code is kept between runs where a place can be written; a read-only file system does without.
  process.getBuiltinModule("node:module").enableCompileCache();
  const stop = new AbortController();
  for (const [signal, exitCode] of Object.entries({ SIGTERM: 143, SIGINT: 130 })) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(exitCode);
      stop.abort(signal);
    });
  }
  for (const output of [process.stdout, process.stderr]) {
    output.on("error", (error) => {
      // Nobody reads it any more ("| head"): no reason to stop a load.
      if (!("code" in error && error.code === "EPIPE")) throw error;
    });
  }
  import("./src/cli.ts")
    .then(({ main }) =>
      main({
        args: process.argv.slice(2),
        environment: process.env,
        stop: stop.signal,
        stdout: process.stdout,
        stderr: process.stderr,
      }),
    )
    .then((exitCode) => {
      process.exitCode = exitCode;
      // As soon as all is written: nothing that was left open may keep a container alive that has done its work, and Node
      // need not take its heap apart, which takes it 10 ms.
      process.stderr.write("", () => process.stdout.write("", () => process.exit()));
    });
}
