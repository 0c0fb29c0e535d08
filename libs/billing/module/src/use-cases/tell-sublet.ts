import type { Agreement, AgreementNoticeKind } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { giveAgreementNotice } from '../persistence/agreement-notices';
import { findOpenLease } from '../persistence/open-leases';
import type { SubletRow } from '../reads/sublets';

/** A step of a sublet, and which of the two tenants it is told to. */
export type SubletStep = 'asked' | 'accepted' | 'declined' | 'withdrawn' | 'consented' | 'refused' | 'effective' | 'lapsed';

const TOLD_TO: Readonly<Record<SubletStep, readonly ('gives' | 'receives')[]>> = {
  asked: ['receives'], accepted: ['gives'], declined: ['gives'], withdrawn: ['receives'], consented: ['gives', 'receives'], refused: ['gives', 'receives'],
  effective: ['gives', 'receives'], lapsed: ['gives', 'receives'],
};

/**
 * Tells both tenants, or the other one, of a step of a sublet, in its transaction through the platform's door. Whoever has no lease that it could be about is not told: it
 * cannot take the seats either.
 */
export async function tellSublet(db: LedgerDatabase, row: SubletRow, step: SubletStep, told: { readonly reason: string | null; readonly at: Instant }): Promise<void> {
  for (const role of TOLD_TO[step]) {
    const to = role === 'gives' ? { tenantId: row.tenant_id, leaseId: row.lease_id } : await receivingLease(db, row);
    if (to === null) continue;
    const otherTenant = role === 'gives' ? row.to_tenant_name : row.tenant_name;
    const about: Agreement = { subject: 'sublet', seats: row.seats, role, otherTenant, on: row.takes_effect_on, reason: told.reason };
    await giveAgreementNotice(db, { to, kind: `sublet-${step}` satisfies AgreementNoticeKind, ref: row.id, about, at: told.at });
  }
}

async function receivingLease(db: LedgerDatabase, { to_tenant_id, to_lease_id }: SubletRow): Promise<{ tenantId: string; leaseId: string } | null> {
  if (to_lease_id !== null) return { tenantId: to_tenant_id, leaseId: to_lease_id };
  const leaseId = await findOpenLease(db, to_tenant_id);
  return leaseId === null ? null : { tenantId: to_tenant_id, leaseId };
}
