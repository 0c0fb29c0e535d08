import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { LeaseCommand, ServiceInterruption, ServiceSpan } from '@seatline/billing-domain';
import { parseInstant } from '@seatline/kernel';
import { OutboxRelay, type Subscriber, type TenantTransaction } from '@seatline/server';
import type { TenancyEvents } from '@seatline/tenancy-domain';
import { interruptedLeases } from '../persistence/interrupted-leases';
import { LeaseDesk } from './lease-desk';

const ACTOR = 'Seatline';

const READ = { 'tenancy.maintenance-ended': ofMaintenance, 'tenancy.outage-recorded': ofOutage, 'tenancy.outage-withdrawn': ofWithdrawal } as const;

type Learnt = Extract<LeaseCommand, { readonly interruption: ServiceInterruption }>;

/**
 * Learns when a tenant's seats could not be used: of maintenance windows that are over, of outages, and of outages that were wrong. Every lease of the tenant that was open then
 * is told, each under its lock; what that makes due is the engine's affair.
 */
@Injectable()
export class ServiceInterruptionsSubscriber implements Subscriber, OnModuleInit {
  readonly name = 'billing.service-interruptions';
  readonly topics = Object.keys(READ);

  constructor(
    private readonly relay: OutboxRelay,
    private readonly desk: LeaseDesk,
  ) {}

  onModuleInit(): void {
    this.relay.subscribe(this);
  }

  async handle(tx: TenantTransaction, event: { readonly topic: string; readonly payload: Record<string, unknown> }): Promise<void> {
    const learnt = READ[event.topic as keyof typeof READ](event.payload as never);
    if (learnt === null) return;
    for (const leaseId of await interruptedLeases(tx, learnt.interruption)) {
      const lease = await this.desk.take(tx, leaseId);
      await this.desk.perform(tx, lease, learnt, { actor: ACTOR });
    }
  }
}

/** What was told before windows said from when to when they were cannot be placed; it had no credit then, and has none now. */
function ofMaintenance({ windowId, reason, excess, ...period }: TenancyEvents['tenancy.maintenance-ended']): Learnt | null {
  if (period.startAt === undefined) return null;
  return { do: 'record-interruption', interruption: { kind: 'maintenance', ref: windowId, reason, ...spanOf(period), excess: excess.map(spanOf) } };
}

function ofOutage({ outageId, reason, periods, ...period }: TenancyEvents['tenancy.outage-recorded']): Learnt {
  return { do: 'record-interruption', interruption: { kind: 'outage', ref: outageId, reason, ...spanOf(period), excess: periods.map(spanOf) } };
}

function ofWithdrawal({ withdrawalReason, ...outage }: TenancyEvents['tenancy.outage-withdrawn']): Learnt {
  return { do: 'withdraw-interruption', interruption: ofOutage(outage).interruption, reason: withdrawalReason };
}

function spanOf({ startAt, endAt }: { readonly startAt: string; readonly endAt: string }): ServiceSpan {
  const [from, to] = [parseInstant(startAt), parseInstant(endAt)];
  if (from === null || to === null) throw new Error(`service was interrupted from no instant to none: ${startAt}, ${endAt}`);
  return { startAt: from, endAt: to };
}
