import type { Client } from 'pg';

/** Tables that belong to no tenant, each with its reason. The application's role sees of them only what a migration grants. */
export const PLATFORM_TABLES: Readonly<Record<string, string>> = {
  schema_migration: 'the migrator’s own list',
  tenant: 'the tenants themselves; a tenant sees its own row by a policy on id',
  person: 'a person exists once, whatever tenants they work for',
  operator_grant: 'operators stand above tenants',
  session: 'a session belongs to a person and may change its tenant',
  platform_audit_entry: 'what was done above tenants',
  sign_in_failure: 'counts failed sign-ins by a keyed hash of the e-mail, before anybody is known',
  outage: 'an outage is the platform’s; each tenant that it touched is told in a row of its own',
  maintenance_window: 'a window is the platform’s; a policy shows a tenant those that touch it',
  maintenance_window_target: 'what a window covers; a policy shows a tenant its own rows and those of everyone',
  legal_entity: 'who invoices; the operator’s own companies',
  plan_version: 'the catalogue is the same for every tenant',
  rate_deck: 'prices of calls are the operator’s, not a tenant’s',
  rate_deck_row: 'rows of a rate deck',
  check_run: 'checks look over all tenants at once; only the operator reads what they found',
  check_breach: 'what a run of the checks found',
  rerating: 'a range of calls of any tenants that the operator has rated again',
  rate_deck_decision: 'whether and from when a rate deck is in force',
  number_counter: 'document numbers run through a legal entity’s year, not through a tenant’s',
  platform_alarm: 'what the operator has to know of the platform itself',
  machine_clock: 'clocks of the machines that the product runs on',
  number_gap: 'numbers that a legal entity’s series leaves out',
  number_stock: 'the operator’s numbers before anybody rents them',
  carrier_link: 'a connection to a carrier serves all tenants',
  carrier_watch: 'whether a carrier can be reached is the same for every tenant',
  carrier_out: 'when a carrier could not be reached; the outage made of it is told to each tenant',
  carrier_fact: 'a carrier’s own record before it is known whose it is; only the platform’s door reads it',
  tax_category: 'taxes are the law’s, not a tenant’s',
  tax_rate: 'rates of a tax category by day',
  plan_tax_category: 'the catalogue is the same for every tenant',
  bank_account: 'the operator’s own accounts at banks',
  bank_statement: 'a bank’s file tells of money of many tenants, and of nobody’s yet',
  bank_line: 'money that came in, before anybody said whose it is',
  bank_line_ignored: 'money that is no tenant’s',
  webhook_inbox: 'a gateway’s notification, before it is known whose it is; only the platform’s door reads it',
  webhook_refusal: 'counts notifications without a valid signature',
  gateway_reconciliation: 'how far a gateway’s lists have been compared; one account serves all tenants',
  sublet: 'a request stands between two tenants: row-level security shows it to the giving one, the other sees it through the platform’s door',
  ledger_account: 'the chart of accounts: what the codes in ledger entries mean',
};

/** Unique keys that do not begin with the tenant, each with its reason. */
export const GLOBAL_KEYS: Readonly<Record<string, string>> = {
  lease_number_key: 'contract numbers are one series of the platform',
  invitation_token_key: 'hashes of 256 random bits; the link is opened by somebody who has no tenant yet',
  did_rented_key: 'a public number has one tenant at a time, and everybody can call it to find out that it is taken',
  seat_endpoint_sip_username_key: 'random names; a carrier knows a phone by its name before it knows its tenant',
  trunk_address_key: 'where a call comes from tells whose it is, so no two tenants can have one address',
  invoice_year_sequence_key: 'invoice numbers run without gaps through a legal entity’s year',
  invoice_number_key: 'an invoice’s printed number is unique everywhere',
  credit_note_year_sequence_key: 'as for invoices',
  credit_note_number_key: 'as for invoices',
  fapiao_number_key: 'the tax authority’s numbers are unique everywhere; only the operator records them',
  bank_match_once: 'one line of a bank’s statement is one payment, whichever tenant it is taken for; only the operator says so',
  refund_payout_reference_key: 'as for payments: one transfer back is one refund, whichever tenant it was keyed in for',
  payment_reference_key: 'one bank transfer is one payment, whichever tenant it was keyed in for; only the operator keys it in',
  wallet_top_up_reference_key: 'as for payments: one bank transfer fills one wallet, whichever tenant it was keyed in for',
};

/** Foreign keys from a tenant's table to one of the platform's need no tenant in them. */
interface Row {
  fault: string;
}

const QUERIES: readonly string[] = [
  // Every table that is not the platform's carries its tenant, row-level security enabled and forced, a policy for the application, and our owner.
  `select 'table ' || c.relname || ': ' || why as fault
   from pg_class c
   cross join lateral (values
     (case when not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull) then 'no tenant_id' end),
     (case when not c.relrowsecurity then 'row-level security is off' end),
     (case when not c.relforcerowsecurity then 'row-level security is not forced' end),
     (case when not exists (select from pg_policy p where p.polrelid = c.oid and 'seatline_app'::regrole = any (p.polroles)
        and pg_get_expr(p.polqual, p.polrelid) = '(tenant_id = current_tenant())' and pg_get_expr(p.polwithcheck, p.polrelid) = '(tenant_id = current_tenant())') then 'no tenant policy' end),
     (case when pg_get_userbyid(c.relowner) <> 'seatline_owner' then 'owned by ' || pg_get_userbyid(c.relowner) end)
   ) as rule (why)
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> all ($1) and why is not null`,
  // A policy for the application that would let rows through beside the tenant's.
  `select 'table ' || c.relname || ': policy ' || p.polname || ' is wider than the tenant' as fault
   from pg_policy p join pg_class c on c.oid = p.polrelid
   where c.relname <> all ($1) and (p.polroles = '{0}' or 'seatline_app'::regrole = any (p.polroles)) and p.polname <> 'tenant_isolation'`,
  // Keys begin with the tenant.
  `select 'key ' || i.relname || ' on ' || c.relname || ' does not begin with tenant_id' as fault
   from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
   left join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> all ($1)
     and (x.indisunique or x.indisexclusion) and i.relname <> all ($2) and a.attname is distinct from 'tenant_id'`,
  // A reference between two tenants' tables carries the tenant, so that it cannot point into another tenant.
  `select 'foreign key ' || k.conname || ' of ' || c.relname || ' leaves tenant_id out' as fault
   from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid
   where k.contype = 'f' and c.relnamespace = 'public'::regnamespace and c.relname <> all ($1) and f.relname <> all ($1)
     and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnum = any (k.conkey))`,
  // A view works with the rights of who asks.
  `select 'view ' || c.relname || ' is not security_invoker' as fault
   from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'v' and not coalesce(c.reloptions @> '{security_invoker=true}', false)
     and not coalesce(c.reloptions @> '{security_invoker=on}', false)`,
  `select 'materialized view ' || relname || ': row-level security cannot hold there' as fault
   from pg_class where relnamespace = 'public'::regnamespace and relkind = 'm'`,
  // TRUNCATE is above row-level security, and a role that is a member of the owner is above it too.
  `select 'table ' || table_name || ': ' || grantee || ' may ' || privilege_type as fault
   from information_schema.role_table_grants where table_schema = 'public' and grantee in ('seatline_app', 'seatline_platform', 'PUBLIC')
     and (privilege_type in ('TRUNCATE', 'TRIGGER', 'REFERENCES') or grantee = 'PUBLIC')`,
  `select 'role ' || r.rolname || ' can step around row-level security' as fault
   from pg_roles r where r.rolname in ('seatline_app', 'seatline_platform')
     and (r.rolsuper or r.rolbypassrls or exists (select from pg_auth_members m where m.member = r.oid))`,
];

/** What in the database's own catalog breaks the rules of tenancy; empty when all is well. */
export async function catalogFaults(admin: Client): Promise<string[]> {
  const faults: string[] = [];
  for (const query of QUERIES) {
    const values = query.includes('$2') ? [Object.keys(PLATFORM_TABLES), Object.keys(GLOBAL_KEYS)] : query.includes('$1') ? [Object.keys(PLATFORM_TABLES)] : [];
    const { rows } = await admin.query<Row>(query, values);
    faults.push(...rows.map((row) => row.fault));
  }
  return faults;
}
