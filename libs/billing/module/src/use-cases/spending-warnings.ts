import { Injectable } from '@nestjs/common';
import { fallsLow, type MeterReading, reachedPercents, type SpendingMeter, spendingPeriodOn, type Wallet } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';
import { LiveBus, log, Outbox, type TenantTransaction } from '@seatline/server';
import { keepNotice, readMeters, type SpendingControl } from '../persistence/credit/spending-rows';
import type { StoredWallet } from '../persistence/credit/wallet-rows';
import { amountText } from '../written/amounts';
import { microsPerMinor } from '../written/micros';

/** Tells a tenant, once each, that shares of its caps are reached and that a wallet runs low: a row that the portal shows, and an event for everyone else. */
@Injectable()
export class SpendingWarnings {
  constructor(
    private readonly outbox: Outbox,
    private readonly live: LiveBus,
  ) {}

  /** To be asked after everything that adds to what a seat has spent or holds, under the tenant's lock. */
  async afterSpending(tx: TenantTransaction, control: SpendingControl, seatId: string, at: Instant): Promise<void> {
    const readings = await readMeters(tx.ledger, tx.tenantId, { seatId, zone: control.zone, at, microsPerMinor: microsPerMinor(control.currency) });
    for (const reading of readings) await this.tellReached(tx, control, { reading, seatId, at });
  }

  async afterCharge(tx: TenantTransaction, before: StoredWallet, after: Wallet, currency: string, at: Instant): Promise<void> {
    const line = before.lowBalanceMinor;
    if (!fallsLow(before, after, line * microsPerMinor(currency))) return;
    const facts = { leaseId: before.leaseId, currency, line: amountText(currency, line), balance: amountText(currency, after.balanceMicros / microsPerMinor(currency)) };
    await this.tell(tx, 'billing.wallet-low', { kind: 'low-balance', ref: `${before.leaseId} ${new Date(at).toISOString()}`, facts, at });
  }

  private async tellReached(tx: TenantTransaction, control: SpendingControl, of: { reading: MeterReading; seatId: string; at: Instant }): Promise<void> {
    const { meter, capMicros } = of.reading;
    const [scope, period] = meter.split('-') as [string, 'day' | 'month'];
    const startsOn = spendingPeriodOn(period, of.at, control.zone);
    for (const percent of reachedPercents(of.reading)) {
      const facts = {
        meter, percent, startsOn, seatId: scope === 'seat' ? of.seatId : null, currency: control.currency,
        cap: amountText(control.currency, (capMicros ?? 0n) / microsPerMinor(control.currency)),
      };
      await this.tell(tx, 'billing.spending-reached', { kind: 'cap', ref: refOf(meter, of.seatId, startsOn, percent), facts, at: of.at });
    }
  }

  private async tell(tx: TenantTransaction, topic: string, notice: Parameters<typeof keepNotice>[2]): Promise<void> {
    const noticeId = await keepNotice(tx.ledger, tx.tenantId, notice);
    if (noticeId === null) return;
    await this.outbox.publish(tx, { topic, payload: { noticeId, ...notice.facts } });
    await this.live.notify(tx, { tenantId: tx.tenantId, topic: 'billing', id: noticeId });
    log.info({ tenantId: tx.tenantId, kind: notice.kind }, 'a tenant is told of its spending');
  }
}

function refOf(meter: SpendingMeter, seatId: string, startsOn: string, percent: number): string {
  return `${meter} ${meter.startsWith('seat') ? `${seatId} ` : ''}${startsOn} ${percent}`;
}
