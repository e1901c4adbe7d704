import { parseArgs } from "node:util";
import { ConfigError } from "../job/src/errors.ts";
import { askQuestion } from "../job/src/query/ask-question.ts";
import { missingFacts } from "./check-facts.ts";
import { describeOutcomes } from "./describe-outcomes.ts";
import { readQuestions } from "./read-questions.ts";
import { realDataFacts } from "./real-data-facts.ts";
import { reportFailure } from "./report-failure.ts";
import { acceptAnswers, runQuestions } from "./run-questions.ts";
import { withLoadedBucket } from "./with-loaded-bucket.ts";
import { targetHelp, targetOptions, withWarehouse } from "./with-warehouse.ts";

const help = `Asks the warehouse every question of sql/analytics and compares the answers with those that the sample of
"npm start" must give: sql/analytics/expected.

Usage: npm run analytics -- [options]

${targetHelp}
  --accept          make this warehouse's answers the expected ones
  --help            this text

With REAL_DATA, a folder that holds udacity-dend/, that bucket is loaded into memory and its known facts are
looked for as well. Exit codes: 0 all as expected, 1 a difference or a bug, 2 it could not begin, 6 unreachable.
`;

/** `npm run analytics`; gives the exit code. */
export async function runAnalytics(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (!options.help) return await compareAll(options);
    process.stdout.write(help);
    return 0;
  } catch (error) {
    return reportFailure(error);
  }
}

async function compareAll({ config, warehouse, accept }: ReturnType<typeof readOptions>): Promise<number> {
  const questions = readQuestions();
  const isSame = await withWarehouse({ config, warehouse, environment: process.env }, async ({ session }) => {
    if (accept) await acceptAnswers(session, { questions });
    const outcomes = await runQuestions(session, { questions });
    process.stdout.write(describeOutcomes(outcomes));
    return outcomes.every(({ result }) => result === "same");
  });
  const { REAL_DATA } = process.env;
  const isTrue = REAL_DATA ? await checkRealData(REAL_DATA) : true;
  return isSame && isTrue ? 0 : 1;
}

/** Looks for the known facts in the answers that the real bucket gives; says which are not there. */
async function checkRealData(folder: string): Promise<boolean> {
  const missing = await withLoadedBucket(folder, async ({ session }) => {
    const lines: string[] = [];
    for (const question of readQuestions()) {
      const answer = await askQuestion(session, question);
      for (const fact of missingFacts(answer, realDataFacts[question.name] ?? [])) {
        lines.push(`${question.name} has no row ${JSON.stringify(fact)}`);
      }
    }
    return lines;
  });
  const total = Object.values(realDataFacts).flat().length;
  const found = total - missing.length;
  process.stdout.write([...missing, `${found} of ${total} facts hold for the real data`, ""].join("\n"));
  return missing.length === 0;
}

function readOptions(args: readonly string[]) {
  const flag = { type: "boolean" } as const;
  try {
    return parseArgs({ args: [...args], options: { ...targetOptions, accept: flag, help: flag } }).values;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError([`Cannot understand the command line: ${reason}; see --help`], { cause });
  }
}
