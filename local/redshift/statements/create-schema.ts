import { SqlError } from "../../wire/database.ts";
import { quote } from "../catalog/table.ts";
import { commandPlan, type Plan } from "../plan.ts";
import type { Cursor } from "../syntax/cursor.ts";

/** CREATE SCHEMA [IF NOT EXISTS] s [AUTHORIZATION user] [QUOTA …] */
export function planCreateSchema(cursor: Cursor): Plan {
  cursor.expect("create", "schema");
  const ifNotExists = cursor.accept("if", "not", "exists");
  const given = cursor.at("authorization") ? undefined : cursor.name();
  const owner = cursor.accept("authorization") ? cursor.name() : undefined;
  const name = given ?? (owner as string);
  if (cursor.at("quota")) throw cursor.unsupported("a schema's QUOTA");
  if (cursor.at("create") || cursor.at("grant")) throw cursor.unsupported("CREATE SCHEMA with its objects");
  cursor.expectEnd();
  if (name.startsWith("pg_")) throw new SqlError("42939", `unacceptable schema name "${name}"`);
  return commandPlan(
    async (execution) => {
      const { catalog, session } = execution;
      if (catalog.schema(name) !== undefined) {
        if (!ifNotExists) throw new SqlError("42P06", `schema "${name}" already exists`);
        execution.notify({
          severity: "INFO",
          code: "00000",
          message: `schema "${name}" already exists and will be skipped`,
        });
        return { tag: "CREATE SCHEMA" };
      }
      await execution.run(`CREATE SCHEMA warehouse.${quote(name)}`);
      const schema = { oid: catalog.nextOid(), name, owner: owner ?? session.user };
      execution.catalog.put({ kind: "schema", schema });
      return { tag: "CREATE SCHEMA" };
    },
    { locks: [{ relation: `${name}.`, mode: "AccessExclusiveLock" }] },
  );
}
