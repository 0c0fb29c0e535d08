import { SYSTEM_ACTOR } from '@seatline/server';
import { AddMember, AddOperator, CreateTenant } from '@seatline/tenancy';
import type { TenantRole } from '@seatline/tenancy-domain';
import type { Client } from './client';
import type { TestApp } from './test-app';

/** Everybody's password in tests; each suite has a database of its own. */
export const PASSWORD = 'a long password of the tests';

export interface TestTenant {
  readonly id: string;
  readonly name: string;
  readonly admin: Client;
}

/** An operator who may do everything, signed in. */
export async function addOperator(test: TestApp, email = 'operator@seatline.test'): Promise<Client> {
  const roles = ['operator-admin', 'operator-billing', 'operator-support'] as const;
  await test.app.get(AddOperator, { strict: false }).run({ email, displayName: 'Operator', password: PASSWORD, locale: 'en', roles });
  return test.signIn(email, PASSWORD);
}

/** A tenant with its admin, signed in. */
export async function addTenant(test: TestApp, name: string, terms: { zone?: string; currency?: string } = {}): Promise<TestTenant> {
  const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const created = await test.app
    .get(CreateTenant, { strict: false })
    .run(SYSTEM_ACTOR, { name, zone: terms.zone ?? 'Asia/Shanghai', currency: terms.currency ?? 'CNY', country: 'CN', adminEmail: `invited@${slug}.test`, locale: 'en' });
  if (!created.ok) throw new Error(`the tenant was refused: ${created.refusal.code}`);
  const admin = await addMember(test, created.value.id, `admin@${slug}.test`, ['tenant-admin']);
  return { id: created.value.id, name, admin: admin.client };
}

/** A member with a password, signed in. */
export async function addMember(test: TestApp, tenantId: string, email: string, roles: readonly TenantRole[]): Promise<{ id: string; client: Client }> {
  const displayName = email.split('@')[0] ?? email;
  const { memberId } = await test.app.get(AddMember, { strict: false }).run(tenantId, { email, displayName, password: PASSWORD, locale: 'en', roles });
  return { id: memberId, client: await test.signIn(email, PASSWORD) };
}
