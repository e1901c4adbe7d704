import { generateSample } from "./generate-sample.ts";
import { readCommand, usage } from "./read-command.ts";
import { SampleError } from "./sample-error.ts";
import type { Progress } from "./write-bucket.ts";

async function main() {
  const command = readCommand(process.argv.slice(2));
  if (command === "help") {
    console.log(usage);
    return;
  }
  const { songs, events, files, bytes } = await generateSample(command, {
    onProgress: process.stderr.isTTY ? showProgress : undefined,
  });
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
  console.log(
    files === 0
      ? `The sample in ${command.out} is there already`
      : `Made a sample in ${command.out}: ${songs} songs, ${events} events, ${files} files, ${bytes} bytes`,
  );
}

function showProgress({ phase, done, total }: Progress) {
  process.stderr.write(`\r\x1b[K${phase}: ${done} of ${total}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof SampleError ? error.message : error);
  process.exitCode = error instanceof SampleError ? 2 : 1;
});
