import type { Server } from "./database.ts";

/**
 * Whatever of a database is no row: columns, keys, indexes, triggers, functions, row-level security, and who may do what. One
 * line each, in words that every version of PostgreSQL uses, so that two databases can be compared.
 */
export async function rightsOf(database: Server): Promise<string[]> {
  const rows = await database.query<{ line: string }>(`
    select format('table %s %s row security %s forced %s', c.relname, pg_get_userbyid(c.relowner), c.relrowsecurity, c.relforcerowsecurity) as line
      from pg_class c where c.relnamespace = 'handrail'::regnamespace and c.relkind in ('r', 'p')
    union all select format('column %s.%s %s not null %s default %s', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull,
        (select pg_get_expr(adbin, adrelid) from pg_attrdef where adrelid = attrelid and adnum = attnum))
      from pg_attribute join pg_class c on c.oid = attrelid
      where c.relnamespace = 'handrail'::regnamespace and c.relkind in ('r', 'p', 'v') and attnum > 0 and not attisdropped
    union all select format('policy %s %s %s %s %s %s', tablename, policyname, roles, cmd, qual, with_check) from pg_policies where schemaname = 'handrail'
    union all select 'index ' || pg_get_indexdef(indexrelid) from pg_index join pg_class c on c.oid = indrelid where c.relnamespace = 'handrail'::regnamespace
    union all select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
      from pg_constraint where connamespace = 'handrail'::regnamespace and contype in ('p', 'u', 'f', 'c')
    union all select 'trigger ' || pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text
      from pg_trigger t join pg_class c on c.oid = tgrelid where c.relnamespace = 'handrail'::regnamespace and not tgisinternal
    union all select format('function %s %s definer %s %s %s', oid::regprocedure, pg_get_userbyid(proowner), prosecdef, proconfig, md5(prosrc))
      from pg_proc where pronamespace = 'handrail'::regnamespace
    union all select format('%s may %s %s', grantee, privilege_type, table_name)
      from information_schema.role_table_grants where table_schema = 'handrail' and grantee <> 'handrail'
    union all select format('%s may %s %s.%s', grantee, privilege_type, table_name, column_name)
      from information_schema.role_column_grants where table_schema = 'handrail' and grantee <> 'handrail'
    union all select format('%s may execute %s', grantee, routine_name)
      from information_schema.role_routine_grants where routine_schema = 'handrail' and grantee <> 'handrail'
    union all select format('%s may use the schema %s', r.rolname, has_schema_privilege(r.rolname, 'handrail', 'usage'))
      from pg_roles r where r.rolname like 'handrail%'
    union all select format('%s is a member of %s', m.member::regrole, m.roleid::regrole) from pg_auth_members m where m.roleid::regrole::text like 'handrail%'
      and m.member::regrole::text = 'handrail'`);
  // Where a long condition gets its parentheses is each version's own.
  return [...new Set(rows.map(({ line }) => line.replaceAll(/[()]/g, "")))].toSorted();
}
