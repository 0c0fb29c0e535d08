import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ServiceInterruption, TimeSpan } from '@seatline/billing-domain';
import { parseInstant } from '@seatline/kernel';
import { OutboxRelay, type Subscriber, type TenantTransaction } from '@seatline/server';
import type { TenancyEvents } from '@seatline/tenancy-domain';
import { interruptedLeases } from '../persistence/interrupted-leases';
import { LeaseDesk } from './lease-desk';

const ACTOR = 'Seatline';

/**
 * Learns when a tenant's seats could not be used: of maintenance windows that are over. Every lease of the tenant that was open then
 * is told, each under its lock; what that makes due is the engine's affair.
 */
@Injectable()
export class ServiceInterruptionsSubscriber implements Subscriber, OnModuleInit {
  readonly name = 'billing.service-interruptions';
  readonly topics = ['tenancy.maintenance-ended'];

  constructor(
    private readonly relay: OutboxRelay,
    private readonly desk: LeaseDesk,
  ) {}

  onModuleInit(): void {
    this.relay.subscribe(this);
  }

  async handle(tx: TenantTransaction, event: { readonly payload: Record<string, unknown> }): Promise<void> {
    const interruption = ofMaintenance(event.payload as unknown as TenancyEvents['tenancy.maintenance-ended']);
    if (interruption === null) return;
    for (const leaseId of await interruptedLeases(tx, interruption)) {
      const lease = await this.desk.take(tx, leaseId);
      await this.desk.perform(tx, lease, { do: 'record-interruption', interruption }, { actor: ACTOR });
    }
  }
}

/** What was told before windows said from when to when they were cannot be placed; it had no credit then, and has none now. */
function ofMaintenance({ windowId, reason, excess, ...period }: TenancyEvents['tenancy.maintenance-ended']): ServiceInterruption | null {
  if (period.startAt === undefined) return null;
  return { kind: 'maintenance', ref: windowId, reason, ...spanOf(period), excess: excess.map(spanOf) };
}

function spanOf({ startAt, endAt }: { readonly startAt: string; readonly endAt: string }): TimeSpan {
  const [from, to] = [parseInstant(startAt), parseInstant(endAt)];
  if (from === null || to === null) throw new Error(`service was interrupted from no instant to none: ${startAt}, ${endAt}`);
  return { startAt: from, endAt: to };
}
