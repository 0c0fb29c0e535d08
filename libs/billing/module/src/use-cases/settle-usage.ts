import { Injectable } from '@nestjs/common';
import { isHolding, RESERVATION_TRANSITIONS, settle, withTax } from '@seatline/billing-domain';
import { type CivilDate, civilDateAt, type Instant } from '@seatline/kernel';
import type { TenantTransaction } from '@seatline/server';
import { type LegCost, type PrepaidCharge, readLegCosts, writePrepaidUsage } from '../persistence/credit/prepaid-usage-rows';
import { closeReservation, findReservations, type Reservation } from '../persistence/credit/reservation-rows';
import { addSpent, lockSpending, type SpendingControl } from '../persistence/credit/spending-rows';
import {
  callTaxPercent, type CreditLease, findCreditLease, isPrepaidAt, lockWallet, type PrepaidPeriod, readPrepaidPeriods, saveWallet, type StoredWallet,
} from '../persistence/credit/wallet-rows';
import type { UsageRating } from '../persistence/usage';
import { SpendingWarnings } from './spending-warnings';

/**
 * What becomes of the money when calls have been rated: their reservations are settled, prepaid calls are paid from the wallet, and everything counts for the
 * caps. It works on what is stored, so the same record twice, late, or rated again later comes to the same.
 */
@Injectable()
export class SettleUsage {
  constructor(private readonly warnings: SpendingWarnings) {}

  /**
   * To be called for each written rating, in its transaction.
   * @param reratingId of ratings that a re-rating wrote: what wallets pay or get back by them names it.
   * @returns the usage that a wallet has paid: it goes on no invoice.
   */
  async run(tx: TenantTransaction, ratings: readonly UsageRating[], at: Instant, reratingId: string | null = null): Promise<ReadonlySet<string>> {
    if (ratings.length === 0) return new Set();
    const control = await lockSpending(tx.ledger, tx.tenantId);
    if (!control) return new Set();
    const legs = await readLegCosts(tx.ledger, tx.tenantId, ratings);
    const reservations = await this.reservationsOf(tx, legs);
    const paid = await this.settle(tx, { legs, reservations, at, reratingId });
    await this.count(tx, control, legs, at);
    return paid;
  }

  /** Those of our own calls whose carrier's leg is among these. */
  private async reservationsOf(tx: TenantTransaction, legs: readonly LegCost[]): Promise<Map<string, Reservation>> {
    const callIds = legs.filter(isOwnCallOut).map((leg) => leg.callId);
    const found = await findReservations(tx.ledger, tx.tenantId, callIds);
    return new Map(found.map((reservation) => [reservation.callId, reservation]));
  }

  private async settle(
    tx: TenantTransaction, of: { legs: readonly LegCost[]; reservations: ReadonlyMap<string, Reservation>; at: Instant; reratingId: string | null },
  ): Promise<ReadonlySet<string>> {
    const charges: PrepaidCharge[] = [];
    const desks = new Map<string, WalletDesk | null>();
    for (const leg of of.legs) {
      const reservation = isOwnCallOut(leg) && leg.status !== 'quarantined' ? of.reservations.get(leg.callId) : undefined;
      const desk = await this.deskOf(tx, desks, leg.paidByLeaseId ?? reservation?.leaseId ?? leg.leaseId);
      const settles = reservation !== undefined && RESERVATION_TRANSITIONS[reservation.state].settle !== undefined;
      const charge = desk ? chargeOf(desk, leg) : null;
      const heldMicros = settles && isHolding(reservation.state) ? reservation.grossMicros : 0n;
      if (desk && (heldMicros > 0n || charge)) desk.wallet = { ...desk.wallet, ...settle(desk.wallet, heldMicros, charge?.grossMicros ?? 0n) };
      if (settles) await closeReservation(tx.ledger, tx.tenantId, reservation.callId, 'settled', of.at);
      if (charge) charges.push(charge);
    }
    await writePrepaidUsage(tx.ledger, tx.tenantId, charges, of);
    for (const desk of desks.values()) if (desk) await this.putBack(tx, desk, of.at);
    return new Set(charges.map((charge) => charge.usageId));
  }

  private async deskOf(tx: TenantTransaction, desks: Map<string, WalletDesk | null>, leaseId: string | null): Promise<WalletDesk | null> {
    if (leaseId === null) return null;
    const known = desks.get(leaseId);
    if (known !== undefined) return known;
    const wallet = await lockWallet(tx.ledger, tx.tenantId, leaseId);
    const lease = wallet ? await findCreditLease(tx.ledger, tx.tenantId, leaseId) : null;
    const desk = wallet && lease ? { lease, before: wallet, wallet, prepaid: await readPrepaidPeriods(tx.ledger, tx.tenantId, leaseId) } : null;
    desks.set(leaseId, desk);
    return desk;
  }

  private async putBack(tx: TenantTransaction, { lease, before, wallet }: WalletDesk, at: Instant): Promise<void> {
    if (wallet === before) return;
    await saveWallet(tx.ledger, tx.tenantId, lease.id, wallet);
    await this.warnings.afterCharge(tx, before, wallet, lease.currency, at);
  }

  private async count(tx: TenantTransaction, control: SpendingControl, legs: readonly LegCost[], at: Instant): Promise<void> {
    const counted = legs.filter((leg) => leg.deltaMicros !== 0n && leg.answeredAt !== null && leg.currency === control.currency);
    if (counted.length === 0) return;
    const dayOf = (leg: LegCost): CivilDate => civilDateAt(leg.answeredAt!, control.zone);
    await addSpent(tx.ledger, tx.tenantId, counted.map((leg) => ({ seatId: leg.seatId, on: dayOf(leg), micros: leg.deltaMicros })));
    for (const seatId of new Set(counted.map((leg) => leg.seatId))) await this.warnings.afterSpending(tx, control, seatId ?? NO_SEAT, at);
  }
}

interface WalletDesk {
  readonly lease: CreditLease;
  readonly prepaid: readonly PrepaidPeriod[];
  readonly before: StoredWallet;
  wallet: StoredWallet;
}

/** A call of no seat counts for the tenant alone. */
const NO_SEAT = '00000000-0000-0000-0000-000000000000';

/** Our own telephony: its call ids are those of the reservations. */
const OWN_SOURCE = 'seatline';

function isOwnCallOut(leg: LegCost): boolean {
  return leg.source === OWN_SOURCE && leg.direction === 'outbound' && leg.carrierLeg;
}

/**
 * What the wallet pays for a leg: what it costs more than the wallet has paid of it, the tax of the whole rounded once; less brings money back. A call that the
 * wallet once paid stays its own; any other is, by its answer. Null: nothing, or not from the wallet.
 */
function chargeOf({ lease, prepaid }: WalletDesk, leg: LegCost): PrepaidCharge | null {
  if (leg.answeredAt === null || leg.billed || (leg.paidByLeaseId === null && !isPrepaidAt(prepaid, leg.answeredAt))) return null;
  const netMicros = leg.netMicros - leg.paidNetMicros;
  if (netMicros === 0n) return null;
  const grossMicros = withTax(leg.netMicros, callTaxPercent(lease, leg.answeredAt)) - leg.paidGrossMicros;
  return { usageId: leg.usageId, version: leg.version, leaseId: lease.id, netMicros, grossMicros };
}
