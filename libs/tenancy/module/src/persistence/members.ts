import type { Instant } from '@seatline/kernel';
import type { TenantTransaction } from '@seatline/server';
import type { TenantRole } from '@seatline/tenancy-domain';
import { sql } from 'drizzle-orm';
import { MemberEntity } from './member.entity';

/** A new id of ours, ordered by time like every other. */
export async function newId(tx: TenantTransaction): Promise<string> {
  const { rows } = await tx.ledger.execute<{ id: string }>(sql`select uuidv7() as id`);
  return rows[0]?.id ?? '';
}

export interface NewMember {
  readonly personId: string;
  readonly displayName: string;
  readonly roles: TenantRole[];
}

export async function insertMember(tx: TenantTransaction, member: NewMember, now: Instant): Promise<string> {
  const id = await newId(tx);
  await tx.entities.insert(MemberEntity, { tenantId: tx.tenantId, id, ...member, status: 'active', createdAt: new Date(now) });
  return id;
}

/** Every member of the tenant, locked until the transaction ends: whether an admin is left is judged over all of them. */
export function lockMembers(tx: TenantTransaction): Promise<MemberEntity[]> {
  return tx.entities.find(MemberEntity, { where: { tenantId: tx.tenantId }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
}

export function findMemberOfPerson(tx: TenantTransaction, personId: string): Promise<MemberEntity | null> {
  return tx.entities.findOneBy(MemberEntity, { tenantId: tx.tenantId, personId });
}
