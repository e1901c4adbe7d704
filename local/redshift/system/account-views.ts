import type { SystemView } from "../context.ts";
import { OWNER_ID } from "./catalog-rows.ts";
import { systemView } from "./system-view.ts";

/** Users and databases: the one that the server was started with, and whoever reads. */
export function accountViews(): SystemView[] {
  return [pgDatabase(), pgUser(), pgRoles()];
}

function pgDatabase(): SystemView {
  return systemView(
    "pg_catalog.pg_database",
    "oid oid, datname name, datdba oid, encoding integer, datistemplate boolean, datallowconn boolean, datlastsysoid oid, datcollate name, datctype name, datlocprovider text, daticulocale text, dattablespace oid, datacl text[], datconfig text[]",
    ({ database }) => [
      {
        oid: 100,
        datname: database,
        datdba: OWNER_ID,
        encoding: 6,
        datistemplate: false,
        datallowconn: true,
        datlastsysoid: 99,
        datcollate: "C",
        datctype: "C",
        datlocprovider: "c",
        dattablespace: 0,
      },
    ],
  );
}

function pgUser(): SystemView {
  return systemView(
    "pg_catalog.pg_user",
    "usename name, usesysid integer, usecreatedb boolean, usesuper boolean, usecatupd boolean, passwd text, valuntil timestamp, useconfig text[]",
    ({ user }) => [
      {
        usename: user,
        usesysid: OWNER_ID,
        usecreatedb: true,
        usesuper: true,
        usecatupd: false,
        passwd: "********",
      },
    ],
  );
}

function pgRoles(): SystemView {
  return systemView(
    "pg_catalog.pg_roles",
    "oid oid, rolname name, rolsuper boolean, rolinherit boolean, rolcreaterole boolean, rolcreatedb boolean, rolcanlogin boolean, rolconnlimit integer, rolvaliduntil timestamp, rolreplication boolean, rolbypassrls boolean",
    ({ user }) => [
      {
        oid: OWNER_ID,
        rolname: user,
        rolsuper: true,
        rolinherit: true,
        rolcreaterole: true,
        rolcreatedb: true,
        rolcanlogin: true,
        rolconnlimit: -1,
        rolreplication: false,
        rolbypassrls: false,
      },
    ],
  );
}
