import { Injectable } from '@nestjs/common';
import { log, OrderedWork, TenantUnitOfWork } from '@seatline/server';
import { CAUSE, type CarrierEvent, legEventId } from '@seatline/telephony-domain';
import { sql } from 'drizzle-orm';
import type { Instant } from '@seatline/kernel';
import type { AfterCommit, CallListener, OfferedLeg } from '../ports/call-listener';
import type { CarrierName } from '../settings';
import { CallListeners } from './call-listeners';
import { timestamp } from './leg-row';
import { LegJournal, occurrenceOf, type Telling } from './leg-journal';
import { LegTenants } from './leg-tenants';

type LegEvent = Extract<CarrierEvent, { legId: string }>;

/** Takes what carriers tell about legs into the rows: in order for each leg, each occurrence once, decided and stored together. */
@Injectable()
export class CallIngest {
  readonly work = new OrderedWork();

  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly journal: LegJournal,
    private readonly listeners: CallListeners,
    private readonly legTenants: LegTenants,
  ) {}

  listen(listener: CallListener): void {
    this.listeners.listen(listener);
  }

  /** Returns at once; the work goes on behind, in order for each leg. */
  receive(carrier: CarrierName, event: LegEvent): void {
    this.work.add(event.legId, async () => {
      const afterCommit = event.type === 'leg.offered' ? await this.offered(carrier, event) : await this.told(carrier, event);
      if (afterCommit) this.work.alongside(afterCommit);
    });
  }

  /** A leg that we were to dial and could not: ended before it began. */
  async failed(carrier: CarrierName, tenantId: string, legId: string, at: Instant): Promise<void> {
    const occurrence = { type: 'ended', at, cause: CAUSE.temporaryFailure, estimated: false } as const;
    await this.apply(tenantId, { carrier, legId, providerEventId: legEventId(legId, 'ended'), source: 'control', occurrence });
  }

  /** Stores one telling in a transaction of its own and does what came of it. */
  async apply(tenantId: string, telling: Telling): Promise<void> {
    const afterCommit = await this.tenants.run(tenantId, (tx) => this.journal.tell(tx, telling));
    if (afterCommit) this.work.alongside(afterCommit);
  }

  private offered(carrier: CarrierName, offered: OfferedLeg): Promise<AfterCommit | null> {
    this.legTenants.remember(offered.legId, offered.tenantId);
    return this.tenants.run(offered.tenantId, async (tx) => {
      const { rows } = await tx.ledger.execute(sql`
        insert into call_event (carrier, provider_event_id, leg_id, type, at, source)
        values (${carrier}, ${offered.providerEventId}, ${offered.legId}, 'leg.offered', ${timestamp(offered.at)}, 'live')
        on conflict do nothing returning 1`);
      if (rows.length === 0) return null;
      return (await this.listeners.listener?.legOffered(tx, carrier, offered)) ?? null;
    });
  }

  private async told(carrier: CarrierName, event: Exclude<LegEvent, OfferedLeg>): Promise<AfterCommit | null> {
    const occurrence = occurrenceOf(event);
    const tenantId = await this.legTenants.of(event.legId);
    if (occurrence === null) return null;
    if (tenantId === null) {
      log.warn({ legId: event.legId, event: event.type, carrier }, 'an event of a leg that nobody knows; the carrier’s own record will tell more');
      return null;
    }
    const telling = { carrier, legId: event.legId, providerEventId: event.providerEventId, source: 'live', occurrence } as const;
    return this.tenants.run(tenantId, (tx) => this.journal.tell(tx, telling));
  }
}
