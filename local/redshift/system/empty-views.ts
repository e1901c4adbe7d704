import type { SystemView } from "../context.ts";
import { systemView } from "./system-view.ts";

/** What exists and has no rows here. */
export function emptyViews(): SystemView[] {
  const columns: Record<string, string> = {
    pg_index:
      "indexrelid oid, indrelid oid, indnatts smallint, indisunique boolean, indisprimary boolean, indisclustered boolean, indisvalid boolean, indisreplident boolean, indkey int2[], indexprs text, indpred text",
    pg_inherits: "inhrelid oid, inhparent oid, inhseqno integer, inhdetachpending boolean",
    pg_trigger:
      "oid oid, tgrelid oid, tgname name, tgenabled text, tgisinternal boolean, tgconstraint oid, tgparentid oid, tgdeferrable boolean, tginitdeferred boolean",
    pg_rewrite: "oid oid, rulename name, ev_class oid, ev_enabled text, ev_type text",
    pg_description: "objoid oid, classoid oid, objsubid integer, description text",
    pg_shdescription: "objoid oid, classoid oid, description text",
    pg_proc:
      "oid oid, proname name, pronamespace oid, proowner oid, prorettype oid, proargtypes int2[], prokind text, prolang oid, proisagg boolean, proiswindow boolean, prosecdef boolean, provolatile text, proretset boolean, proacl text[], prosrc text, pronargs smallint",
    pg_am: "oid oid, amname name, amtype text",
    pg_collation: "oid oid, collname name, collnamespace oid",
    pg_policy:
      "oid oid, polname name, polrelid oid, polpermissive boolean, polroles text[], polcmd text, polqual text, polwithcheck text",
    pg_statistic_ext:
      "oid oid, stxrelid oid, stxname name, stxnamespace oid, stxkind text[], stxkeys int2[], stxstattarget integer",
    pg_publication: "oid oid, pubname name, puballtables boolean",
    pg_publication_rel: "oid oid, prpubid oid, prrelid oid, prqual text, prattrs int2[]",
    pg_publication_namespace: "oid oid, pnpubid oid, pnnspid oid",
    pg_foreign_table: "ftrelid oid, ftserver oid, ftoptions text[]",
    pg_foreign_server: "oid oid, srvname name",
    pg_auth_members: "roleid oid, member oid, grantor oid, admin_option boolean",
    pg_tablespace: "oid oid, spcname name, spcowner oid",
    pg_enum: "oid oid, enumtypid oid, enumlabel name",
    pg_range: "rngtypid oid, rngsubtype oid",
    pg_group: "groname name, grosysid integer, grolist text[]",
  };
  return Object.entries(columns).map(([name, list]) => systemView(`pg_catalog.${name}`, list, () => []));
}
