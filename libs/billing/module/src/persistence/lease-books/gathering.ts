import type { LeaseEvent } from '@seatline/billing-domain';
import type { DocumentIds } from './document-ids';
import type { LeaseChange } from './loaded-lease';
import type { RowSink } from './row-sink';

/** One lease's change on its way to rows. Lives while they are gathered. */
export interface Gathering {
  readonly change: LeaseChange;
  readonly ids: DocumentIds;
  readonly sink: RowSink;
  /** Rows counted so far of what the engine does not count itself. */
  readonly counted: { events: number; deposits: number; money: number };
  /** The columns that almost every row begins with. */
  readonly key: { readonly tenant_id: string; readonly lease_id: string };
  readonly owned: { readonly tenant_id: string; readonly lease_id: string; readonly legal_entity_id: string };
  readonly currency: string;
}

export type EventOf<Type extends LeaseEvent['type']> = Extract<LeaseEvent, { type: Type }>;

export function beginGathering(change: LeaseChange, ids: DocumentIds, sink: RowSink): Gathering {
  const { tenantId, leaseId, legalEntity } = change.identity;
  const key = { tenant_id: tenantId, lease_id: leaseId };
  const counted = { ...(change.before?.counted ?? { events: 0, deposits: 0, money: 0 }) };
  return { change, ids, sink, counted, key, owned: { ...key, legal_entity_id: legalEntity.id }, currency: change.after.contract.currency };
}
