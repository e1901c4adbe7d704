import { join } from "node:path";
import { expect, it } from "vitest";
import { missingFacts } from "../../analytics/check-facts.ts";
import { realDataFacts } from "../../analytics/real-data-facts.ts";
import { loadReferenceInput } from "../reference/load-reference-input.ts";
import { referenceStar } from "../reference/reference-star.ts";
import { answers } from "./answers/answers.ts";
import { loadedAnswers, rowsByColumn } from "./loaded-answers.ts";

const { REAL_DATA } = process.env;

it.skipIf(!REAL_DATA)(
  "answers every question of the real data as maps and loops do, and as its known facts (REAL_DATA, the folder with udacity-dend)",
  async () => {
    const folder = String(REAL_DATA);
    const star = referenceStar(await loadReferenceInput(join(folder, "udacity-dend")));
    for (const { question, answer } of await loadedAnswers(folder)) {
      expect({ [question.name]: rowsByColumn(answer) }).toEqual({
        [question.name]: answers[question.name]?.(star),
      });
      expect(missingFacts(answer, realDataFacts[question.name] ?? [])).toEqual([]);
      if (question.name === "paid_conversions") expect(answer.rows).toHaveLength(8);
    }
  },
);
