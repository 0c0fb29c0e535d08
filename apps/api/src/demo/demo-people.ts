import type { INestApplicationContext } from '@nestjs/common';
import { PlatformUnitOfWork, SYSTEM_ACTOR } from '@seatline/server';
import { AddMember, AddOperator, CreateTenant } from '@seatline/tenancy';
import type { TenantRole } from '@seatline/tenancy-domain';
import { sql } from 'drizzle-orm';
import { DEMO_PASSWORD, DEMO_SIGN_INS, DEMO_TENANT_NAME, type DemoSignIn, emailOf } from './sign-ins';

const ROLES: Readonly<Record<Exclude<DemoSignIn['as'], 'operator'>, readonly TenantRole[]>> = {
  'tenant admin': ['tenant-admin', 'tenant-billing'],
  supervisor: ['supervisor', 'quality'],
  agent: ['agent'],
};

/** The demo's tenant when it is there already. */
export async function demoTenantId(app: INestApplicationContext): Promise<string | null> {
  return app.get(PlatformUnitOfWork).run(async ({ db }) => {
    const { rows } = await db.execute<{ id: string }>(sql`select id from tenant where name = ${DEMO_TENANT_NAME} order by created_at limit 1`);
    return rows[0]?.id ?? null;
  });
}

/** Whether the demo was made to its end: a bank's statement is the last thing that its making brings. A person who added one since made it no less whole. */
export async function isDemoWhole(app: INestApplicationContext): Promise<boolean> {
  return app.get(PlatformUnitOfWork).run(async ({ db }) => (await db.execute(sql`select from bank_statement limit 1`)).rows.length > 0);
}

/** Makes the demo's people and its tenant; what is there already stays as it is. @returns the tenant and its members by e-mail. */
export async function addDemoPeople(app: INestApplicationContext): Promise<{ tenantId: string; members: ReadonlyMap<string, string> }> {
  const operator = DEMO_SIGN_INS.find((each) => each.as === 'operator');
  if (operator) {
    const roles = ['operator-admin', 'operator-billing', 'operator-support'] as const;
    await app.get(AddOperator, { strict: false }).run({ ...operator, password: DEMO_PASSWORD, locale: 'zh-CN', roles });
  }
  const tenantId = (await demoTenantId(app)) ?? (await createDemoTenant(app));
  const members = new Map<string, string>();
  for (const each of DEMO_SIGN_INS) {
    if (each.as === 'operator') continue;
    const { memberId } = await app.get(AddMember, { strict: false }).run(tenantId, { ...each, password: DEMO_PASSWORD, locale: 'zh-CN', roles: ROLES[each.as] });
    members.set(each.email, memberId);
  }
  return { tenantId, members };
}

async function createDemoTenant(app: INestApplicationContext): Promise<string> {
  const created = await app.get(CreateTenant, { strict: false }).run(SYSTEM_ACTOR, {
    name: DEMO_TENANT_NAME,
    zone: 'Asia/Shanghai',
    currency: 'CNY',
    country: 'CN',
    adminEmail: emailOf('tenant admin'),
    locale: 'zh-CN',
  });
  if (!created.ok) throw new Error(`the demo's tenant was refused: ${created.refusal.code}`);
  return created.value.id;
}
