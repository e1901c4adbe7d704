import { writeFileSync } from "node:fs";

/** One line of the table: a fault in a step, over one or more cases that came to the same. */
export interface MatrixRow {
  fault: string;
  step: string;
  cases: number;
  exitCode: number;
  state: string;
  next: number;
  lost: number;
  doubled: number;
}

const page = new URL("../../docs/reliability.md", import.meta.url);

const introduction = `# Reliability

Written by \`npm run test:faults\`, which causes every fault of this table in every step of a run, on a bucket with a
log that grew, a new log and a song that an older play was waiting for. RETRIES is 0, so that each fault ends its run;
with the default of 5 the run is made again by itself where the exit code is 6. After each fault the star is compared,
row by row, with what it was before and with what an undisturbed run makes of it: it must be one of the two, and the
next run must end 0 with the latter. *Rows lost* and *rows doubled* count the rows of all star tables that the two do
not share.

Not in the table, and tested beside it in \`test/faults\` and \`test/job/run\`: three jobs at once, a full disk, a COMMIT
whose answer is lost and looked up, a second signal, S3 or a warehouse that never answers, objects that change or go
between list and read, bad objects that stop a run or are left out.

| fault | in step | cases | exit code | star after it | next run | rows lost | rows doubled |
| --- | --- | ---: | ---: | --- | ---: | ---: | ---: |
`;

/** Writes docs/reliability.md. */
export function writeReliabilityPage(rows: readonly MatrixRow[]): void {
  const lines = rows.map(
    ({ fault, step, cases, exitCode, state, next, lost, doubled }) =>
      `| ${fault} | ${step} | ${cases} | ${exitCode} | ${state} | ${next} | ${lost} | ${doubled} |`,
  );
  const cases = rows.reduce((sum, row) => sum + row.cases, 0);
  writeFileSync(page, `${introduction}${lines.join("\n")}\n\n${cases} cases in all.\n`);
}
