import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { quoteLiteral } from "../../job/src/warehouse/quote.ts";
import { renderStatements } from "../../job/src/warehouse/sql-template.ts";
import { tokenize } from "../../local/redshift/lexer.ts";
import { splitStatements } from "../../local/redshift/split-statements.ts";
import { SqlError } from "../../local/wire/database.ts";
import { MessageReader } from "../../local/wire/message-reader.ts";
import { startTestRedshift } from "../harness/test-redshift.ts";
import type { TestRedshift } from "../harness/track-clients.ts";
import { hostileText, tries } from "./hostile-text.ts";

/** A NUL would end the statement on the wire. */
const statementText = hostileText.filter((text) => !text.includes("\0"));

/** What a work gives, or undefined when it refuses its input as SQL may be refused. */
function unlessRefused<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof SqlError) return undefined;
    throw error;
  }
}

/** Texts that the job's quoting takes. */
const quotable = hostileText.filter((text) => !/[\\\0]/.test(text) && text.isWellFormed());

/** The engine's binding drops a byte order mark at the beginning of a value that it reads. */
const storable = quotable.filter((text) => !text.startsWith("\ufeff"));

describe("the job's SQL", () => {
  it("holds a quoted text in one literal, for the job and for the local Redshift alike", () => {
    fc.assert(
      fc.property(quotable, (text) => {
        const statements = renderStatements("copy t from :VALUE iam_role :OTHER;", {
          VALUE: text,
          OTHER: text,
        });
        expect(statements).toEqual([`copy t from ${quoteLiteral(text)} iam_role ${quoteLiteral(text)}`]);
        const strings = tokenize(statements[0] ?? "").filter(({ kind }) => kind === "string");
        expect(strings.map(({ value }) => value)).toEqual([text, text]);
        expect(splitStatements(statements[0] ?? "")).toEqual(statements);
      }),
      { numRuns: tries },
    );
  });

  it("is rendered from any template, or the fault named", () => {
    fc.assert(
      fc.property(hostileText, (template) => {
        try {
          renderStatements(template, {});
        } catch (error) {
          expect((error as Error).message).toMatch(/^SQL placeholder :\w+ has no value$/);
        }
      }),
      { numRuns: tries },
    );
  });
});

describe("the local Redshift's reader of SQL", () => {
  it("cuts any text into tokens that cover it, or refuses it", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const tokens = unlessRefused(() => tokenize(text)) ?? [];
        for (const [index, token] of tokens.entries()) {
          expect(token.start).toBeGreaterThanOrEqual(tokens[index - 1]?.end ?? 0);
          expect(token.end).toBeLessThanOrEqual(text.length);
        }
        unlessRefused(() => splitStatements(text));
      }),
      { numRuns: tries },
    );
  });

  it("reads a long text in time that grows with its length alone", () => {
    for (const piece of ["'", "''", "$a$", "/*", "--\n", "(", '"', "\\", "1.", "e'", ":"]) {
      unlessRefused(() => splitStatements(`select ${piece.repeat(100_000)}`));
    }
  });
});

it("the wire's reader gives the same messages however the bytes are cut, or refuses them", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.array(fc.nat(9)), (bytes, cuts) => {
      const read = (chunks: readonly Uint8Array[]) => {
        const reader = new MessageReader();
        const messages: string[] = [];
        for (const chunk of chunks) {
          reader.push(Buffer.from(chunk));
          for (let next = reader.nextMessage(1000); next; next = reader.nextMessage(1000)) {
            messages.push(next.type + next.body.toString("hex"));
          }
        }
        return messages;
      };
      const chunks: Uint8Array[] = [];
      let at = 0;
      for (const size of cuts) {
        chunks.push(bytes.subarray(at, at + size));
        at += size;
      }
      chunks.push(bytes.subarray(at));
      expect(outcomeOf(() => read(chunks))).toEqual(outcomeOf(() => read([bytes])));
    }),
    { numRuns: tries },
  );
});

function outcomeOf<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe("a session", () => {
  let redshift: TestRedshift;
  beforeAll(async () => {
    redshift = await startTestRedshift();
  });
  afterAll(() => redshift.close());

  it(
    "keeps any value that is bound or quoted as it is, and answers any other statement with an SQLSTATE",
    async () => {
      const client = await redshift.connect();
      await client.query("create table kept (value varchar(1000))");
      await fc.assert(
        fc.asyncProperty(storable, statementText, async (text, statement) => {
          await client.query("delete from kept");
          await client.query("insert into kept values ($1)", [text]);
          const { rows } = await client.query(`select value from kept where value = ${quoteLiteral(text)}`);
          expect(rows).toEqual([{ value: text }]);
          const refusal = await client.query(`select ${statement}`).catch((error: unknown) => error);
          if (refusal instanceof Error)
            expect(refusal).toMatchObject({ code: expect.stringMatching(/^(?!XX)[0-9A-Z]{5}$/) });
        }),
        { numRuns: Math.ceil(tries / 4) },
      );
      expect((await client.query("select count(*)::integer as rows from kept")).rows).toEqual([{ rows: 1 }]);
      await client.end();
    },
    Math.max(30_000, tries * 60),
  );
});
