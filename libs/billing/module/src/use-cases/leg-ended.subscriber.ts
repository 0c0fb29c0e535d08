import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Instant, parseInstant } from '@seatline/kernel';
import { OutboxRelay, type Subscriber, type TenantTransaction } from '@seatline/server';
import { OWN_SOURCE } from '../persistence/compared-usage';
import type { LegRecord, UsageDirection } from '../persistence/usage';
import { RecordUsage } from './record-usage';

/** What telephony says of a leg that is over. */
interface LegEnded {
  readonly callId: string;
  readonly legId: string;
  readonly direction: UsageDirection;
  readonly carrierLeg: boolean;
  readonly ourNumber: string | null;
  readonly otherNumber: string | null;
  readonly answeredAt: string | null;
  readonly milliseconds: number;
  readonly seatId: string | null;
  readonly memberId: string | null;
  readonly leaseId: string | null;
}

/** Makes usage of every leg that telephony reports ended. */
@Injectable()
export class LegEndedSubscriber implements Subscriber, OnModuleInit {
  readonly name = 'billing.usage';
  readonly topics = ['telephony.leg-ended'];

  constructor(
    private readonly relay: OutboxRelay,
    private readonly usage: RecordUsage,
  ) {}

  onModuleInit(): void {
    this.relay.subscribe(this);
  }

  async handle(tx: TenantTransaction, event: { readonly payload: Record<string, unknown> }): Promise<void> {
    await this.usage.run(tx, [toRecord(event.payload as unknown as LegEnded)]);
  }
}

function toRecord(leg: LegEnded): LegRecord {
  return {
    source: OWN_SOURCE,
    callId: leg.callId,
    leg: leg.legId,
    direction: leg.direction,
    carrierLeg: leg.carrierLeg,
    ourNumber: leg.ourNumber ?? null,
    otherNumber: leg.otherNumber ?? null,
    answeredAt: leg.answeredAt === null ? null : readInstant(leg.answeredAt),
    milliseconds: leg.milliseconds,
    seatId: leg.seatId ?? null,
    memberId: leg.memberId ?? null,
    leaseId: leg.leaseId ?? null,
  };
}

function readInstant(text: string): Instant {
  const at = parseInstant(text);
  if (at === null) throw new Error(`a leg was answered at no instant: ${text}`);
  return at;
}
