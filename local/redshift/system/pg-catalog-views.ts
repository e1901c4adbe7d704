import type { SystemReader, SystemView } from "../context.ts";
import { baseName, typeModifier, typeOid, typeSize } from "../types/describe.ts";
import type { Type } from "../types/type.ts";
import { accountViews } from "./account-views.ts";
import {
  OWNER_ID,
  type Relation,
  schemaOid,
  schemas,
  systemRelations,
  userRelations,
} from "./catalog-rows.ts";
import { constraintView } from "./constraint-view.ts";
import { emptyViews } from "./empty-views.ts";
import { systemView } from "./system-view.ts";

const KINDS: readonly Type["kind"][] = [
  "bool",
  "int2",
  "int4",
  "int8",
  "float4",
  "float8",
  "numeric",
  "char",
  "varchar",
  "text",
  "name",
  "oid",
  "date",
  "time",
  "timetz",
  "timestamp",
  "timestamptz",
  "interval",
  "regclass",
];

const CATEGORIES: Partial<Record<Type["kind"], string>> = {
  bool: "B",
  date: "D",
  time: "D",
  timestamp: "D",
  timestamptz: "D",
  timetz: "D",
  interval: "T",
};

/** The tables of pg_catalog that psql and drivers read. `all` gives every system view, these among them. */
export function pgCatalogViews(all: () => readonly SystemView[]): SystemView[] {
  const relations = (reader: SystemReader) => [
    ...userRelations(reader),
    ...systemRelations(all(), reader.user),
  ];
  return [
    systemView("pg_catalog.pg_namespace", "oid oid, nspname name, nspowner oid, nspacl text[]", (reader) =>
      schemas(reader).map(({ oid, name }) => ({ oid, nspname: name, nspowner: OWNER_ID })),
    ),
    systemView(
      "pg_catalog.pg_class",
      "oid oid, relname name, relnamespace oid, reltype oid, relowner oid, relam oid, relfilenode oid, reltablespace oid, relpages integer, reltuples real, reltoastrelid oid, relhasindex boolean, relisshared boolean, relkind text, relpersistence text, relnatts smallint, relchecks smallint, relhasoids boolean, relhaspkey boolean, relhasrules boolean, relhastriggers boolean, relhassubclass boolean, relrowsecurity boolean, relforcerowsecurity boolean, relispartition boolean, relreplident text, reloftype oid, reloptions text[], relacl text[], reldiststyle smallint",
      (reader) => relations(reader).map((relation) => classRow(relation, reader)),
    ),
    systemView(
      "pg_catalog.pg_attribute",
      "attrelid oid, attname name, atttypid oid, attlen smallint, attnum smallint, atttypmod integer, attnotnull boolean, atthasdef boolean, attisdropped boolean, attislocal boolean, attidentity text, attgenerated text, attcollation oid, attstattarget integer, attstorage text, attcompression text, attacl text[], attoptions text[], attfdwoptions text[]",
      (reader) => relations(reader).flatMap(attributeRows),
    ),
    systemView(
      "pg_catalog.pg_attrdef",
      "oid oid, adrelid oid, adnum smallint, adbin text, adsrc text",
      (reader) => relations(reader).flatMap(defaultRows),
    ),
    systemView(
      "pg_catalog.pg_type",
      "oid oid, typname name, typnamespace oid, typowner oid, typlen smallint, typbyval boolean, typtype text, typcategory text, typisdefined boolean, typdelim text, typrelid oid, typelem oid, typarray oid, typinput oid, typnotnull boolean, typbasetype oid, typtypmod integer, typcollation oid, typdefault text",
      () => KINDS.map(typeRow),
    ),
    constraintView(),
    ...emptyViews(),
    ...accountViews(),
  ];
}

function classRow(relation: Relation, reader: SystemReader) {
  return {
    oid: relation.oid,
    relname: relation.name,
    relnamespace: schemaOid(relation.schema, reader),
    reltype: 0,
    relowner: OWNER_ID,
    relam: 0,
    relfilenode: relation.oid,
    reltablespace: 0,
    relpages: 0,
    reltuples: 0.001,
    reltoastrelid: 0,
    relhasindex: false,
    relisshared: false,
    relkind: relation.kind === "table" ? "r" : "v",
    relpersistence: relation.schema === "pg_temp" ? "t" : "p",
    relnatts: relation.columns.length,
    relchecks: 0,
    relhasoids: false,
    relhaspkey: (relation.table?.primaryKey.length ?? 0) > 0,
    relhasrules: false,
    relhastriggers: false,
    relhassubclass: false,
    relrowsecurity: false,
    relforcerowsecurity: false,
    relispartition: false,
    relreplident: "d",
    reloftype: 0,
    reldiststyle: { even: 0, key: 1, all: 8, auto: 9 }[relation.table?.diststyle ?? "even"],
  };
}

function attributeRows({ oid, columns }: Relation) {
  return columns.map(({ name, type, notNull, column }, index) => ({
    attrelid: oid,
    attname: name,
    atttypid: typeOid(type),
    attlen: typeSize(type),
    attnum: index + 1,
    atttypmod: typeModifier(type),
    attnotnull: notNull ?? false,
    atthasdef: column?.defaultText !== undefined || column?.identity !== undefined,
    attisdropped: false,
    attislocal: true,
    attidentity: "",
    attgenerated: "",
    attcollation: 0,
    attstattarget: -1,
    attstorage: "p",
    attcompression: "",
  }));
}

function defaultRows({ oid, columns }: Relation) {
  return columns.flatMap(({ column }, index) => {
    const text =
      column?.identity === undefined
        ? column?.defaultText
        : `"identity"(${column.identity.seed}, ${column.identity.step})`;
    return text === undefined
      ? []
      : [{ oid: oid * 1000 + index, adrelid: oid, adnum: index + 1, adbin: text, adsrc: text }];
  });
}

function typeRow(kind: Type["kind"]) {
  const type = (kind === "numeric" ? { kind, precision: 18, scale: 0 } : { kind }) as Type;
  const number = /^(int|float|numeric|oid)/.test(kind);
  return {
    oid: typeOid(type),
    typname: kind === "char" ? "bpchar" : kind,
    typnamespace: 11,
    typowner: OWNER_ID,
    typlen: typeSize(type),
    typbyval: typeSize(type) > 0,
    typtype: "b",
    typcategory: CATEGORIES[kind] ?? (number ? "N" : "S"),
    typisdefined: true,
    typdelim: ",",
    typrelid: 0,
    typelem: 0,
    typarray: 0,
    typinput: 0,
    typnotnull: false,
    typbasetype: 0,
    typtypmod: -1,
    typcollation: 0,
    typdefault: baseName(type) === "" ? "" : null,
  };
}
