import type { Table } from "../catalog/table.ts";
import type { SystemReader, SystemView } from "../context.ts";
import { type Relation, schemaOid, userRelations } from "./catalog-rows.ts";
import { systemView } from "./system-view.ts";

/** A constraint's number is its table's times this and its place: no other catalogue tells of constraints. */
const PER_TABLE = 1000;

/** pg_constraint: the keys as they are declared. */
export function constraintView(): SystemView {
  return systemView(
    "pg_catalog.pg_constraint",
    "oid oid, conname name, connamespace oid, contype text, condeferrable boolean, condeferred boolean, convalidated boolean, conrelid oid, contypid oid, conindid oid, conparentid oid, confrelid oid, conkey int2[], confkey int2[]",
    (reader) => {
      const relations = userRelations(reader);
      return relations.flatMap((relation) => constraintRows(relation, { relations, reader }));
    },
  );
}

interface Surroundings {
  relations: readonly Relation[];
  reader: SystemReader;
}

function constraintRows({ table, oid, schema }: Relation, { relations, reader }: Surroundings) {
  if (table === undefined) return [];
  const { name, primaryKey, uniqueKeys, foreignKeys } = table;
  const keys = [
    ...(primaryKey.length > 0 ? [{ conname: `${name}_pkey`, contype: "p", columns: primaryKey }] : []),
    ...uniqueKeys.map((columns) => ({ conname: `${name}_${columns.join("_")}_key`, contype: "u", columns })),
    ...foreignKeys.map((key) => {
      const target = relations.find((other) =>
        [other.name, `${other.schema}.${other.name}`].includes(key.table),
      );
      return {
        ...{ conname: `${name}_${key.columns.join("_")}_fkey`, contype: "f", columns: key.columns },
        confrelid: target?.oid,
        confkey: target?.table === undefined ? null : numbersOf(target.table, key.references),
      };
    }),
  ];
  return keys.map(({ columns, ...key }, index) => ({
    oid: oid * PER_TABLE + index,
    connamespace: schemaOid(schema, reader),
    ...{ condeferrable: false, condeferred: false, convalidated: true },
    ...{ contypid: 0, conindid: 0, conparentid: 0, confrelid: 0, conrelid: oid },
    ...key,
    conkey: numbersOf(table, columns),
  }));
}

/** The numbers of the columns, from 1, as JSON. */
function numbersOf({ columns }: Table, names: readonly string[]): string {
  return JSON.stringify(names.map((name) => columns.findIndex((column) => column.name === name) + 1));
}
