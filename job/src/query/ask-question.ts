import { DatabaseError } from "pg";
import { ConfigError } from "../errors.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { Answer } from "./answer.ts";
import type { Question } from "./find-question.ts";

/** SQLSTATE classes that blame the question: a construct that is not known, a value that cannot be, a wrong name. */
const blamesQuestion = /^(0A|22|42)/;

/** Asks in a transaction that is rolled back. Throws a ConfigError that says what is wrong with the question. */
export async function askQuestion(warehouse: Warehouse, { name, sql }: Question): Promise<Answer> {
  await warehouse.begin();
  try {
    return await warehouse.ask(sql);
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (!(cause instanceof DatabaseError) || !blamesQuestion.test(cause.code ?? "")) throw error;
    throw new ConfigError([`Cannot answer question "${name}": ${cause.message}`], { cause });
  } finally {
    await warehouse.rollback();
  }
}
