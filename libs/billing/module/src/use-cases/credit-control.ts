import { Inject, Injectable } from '@nestjs/common';
import {
  beforeTax, type CreditRefusalCode, cutAfterSeconds, type DeckRow, freeMicros, grantTalkTime, type HeldTime, hold, isHolding, type LimitRoom, NOTHING_HELD,
  RESERVATION_TRANSITIONS, roomUnderCap, settle, type TalkTime, withTax,
} from '@seatline/billing-domain';
import { accept, type Clock, type Instant, refuse, type Result } from '@seatline/kernel';
import { CLOCK, log, type TenantTransaction } from '@seatline/server';
import { closeReservation, findReservations, heldTime, insertReservation, type Reservation, saveExtension } from '../persistence/credit/reservation-rows';
import { lockSpending, readMeters, type SpendingControl } from '../persistence/credit/spending-rows';
import { callTaxPercent, type CreditLease, findCreditLease, isPrepaidAt, lockWallet, readPrepaidPeriods, saveWallet, type StoredWallet } from '../persistence/credit/wallet-rows';
import { countryOfTenant, leaseOfSeats } from '../persistence/usage';
import { microsPerMinor } from '../written/micros';
import { pricedAs } from './called-number';
import { DeckShelf } from './deck-shelf';
import { SpendingWarnings } from './spending-warnings';

export type CallCreditRefusal = CreditRefusalCode | 'call.no-price';

/** A call out that is about to be dialled. */
export interface CallToAuthorise {
  readonly callId: string;
  readonly seatId: string;
  /** As it is dialled: E.164, or a short number. */
  readonly number: string;
}

/** How long the line may stand, counted from the answer; null: as long as they talk. */
export interface TalkGrant {
  readonly talkSeconds: number | null;
  /** A call with less left than this asks for more. */
  readonly extendBelowSeconds: number;
  /** What keeps the call from more; null: nothing yet. */
  readonly boundBy: string | null;
}

const UNWATCHED: TalkGrant = { talkSeconds: null, extendBelowSeconds: 0, boundBy: null };

/** What limits a lease's calls at one moment, under the tenant's lock. */
interface Limits {
  readonly control: SpendingControl;
  readonly lease: CreditLease;
  readonly wallet: StoredWallet | null;
  readonly rooms: readonly LimitRoom[];
}

/**
 * Real-time credit control: money is held before a number is dialled, more is held while the call goes on, and nothing is held for two calls at once. Every
 * question is decided under the tenant's lock and in the asker's transaction. A tenant without caps and without a prepaid lease is not asked for anything.
 */
@Injectable()
export class CreditControl {
  constructor(
    private readonly shelf: DeckShelf,
    private readonly warnings: SpendingWarnings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The instant that reservations are judged by. */
  presentTime(): Instant {
    return this.clock.now();
  }

  /** Asked twice for one call, it holds once and answers the same. */
  async authorise(tx: TenantTransaction, call: CallToAuthorise): Promise<Result<TalkGrant, CallCreditRefusal>> {
    const control = await lockSpending(tx.ledger, tx.tenantId);
    if (!control) return accept(UNWATCHED);
    const at = this.clock.now();
    const [known] = await findReservations(tx.ledger, tx.tenantId, [call.callId]);
    if (known) return accept(grantOf(known, control));
    const leaseId = (await leaseOfSeats(tx.ledger, tx.tenantId, [call.seatId])).get(call.seatId);
    const limits = leaseId === undefined ? null : await this.limitsOf(tx, control, { leaseId, seatId: call.seatId, at });
    if (!limits || limits.rooms.length === 0) return accept(UNWATCHED);
    const row = await this.priceOf(tx, limits.lease, call.number, at);
    if (!row) return refuse('call.no-price');
    const granted = grantTalkTime(row, limits.rooms, NOTHING_HELD, control.sliceSeconds);
    if (!granted.ok) return granted;
    const reservation = reservationOf(call, limits, row, granted.value, at);
    await insertReservation(tx.ledger, tx.tenantId, reservation);
    await this.holdFor(tx, limits, reservation.grossMicros);
    await this.warnings.afterSpending(tx, control, call.seatId, at);
    return accept(grantOf(reservation, control));
  }

  /** More time for a call that goes on, as far as there is money; null when it is not limited (any more). */
  async extend(tx: TenantTransaction, callId: string): Promise<TalkGrant | null> {
    const control = await lockSpending(tx.ledger, tx.tenantId);
    const [held] = control ? await findReservations(tx.ledger, tx.tenantId, [callId]) : [];
    if (!control || !held || !isHolding(held.state) || held.givenSeconds === null) return null;
    const at = this.clock.now();
    const limits = await this.limitsOf(tx, control, { leaseId: held.leaseId, seatId: held.seatId, at, held });
    if (!limits) return grantOf(held, control);
    const granted = grantTalkTime(held.price, limits.rooms, heldTime(held), control.sliceSeconds);
    if (!granted.ok || granted.value.seconds === held.givenSeconds) return grantOf({ ...held, boundBy: granted.ok ? granted.value.boundBy : held.boundBy }, control);
    const grossMicros = held.prepaid ? withTax(granted.value.netMicros, held.taxPercentMicros) : 0n;
    const extended: Reservation = {
      ...held, state: RESERVATION_TRANSITIONS[held.state].extend ?? held.state, givenSeconds: granted.value.seconds, netMicros: granted.value.netMicros, grossMicros,
      boundBy: granted.value.boundBy,
    };
    await saveExtension(tx.ledger, tx.tenantId, extended, at);
    await this.holdFor(tx, limits, grossMicros - held.grossMicros);
    await this.warnings.afterSpending(tx, control, held.seatId, at);
    return grantOf(extended, control);
  }

  /** Nothing came of the call: what was held is free again. A record that tells otherwise later still settles. */
  async release(tx: TenantTransaction, callId: string): Promise<void> {
    const control = await lockSpending(tx.ledger, tx.tenantId);
    const [held] = control ? await findReservations(tx.ledger, tx.tenantId, [callId]) : [];
    if (!held || RESERVATION_TRANSITIONS[held.state].release === undefined) return;
    const wallet = held.prepaid ? await lockWallet(tx.ledger, tx.tenantId, held.leaseId) : null;
    if (wallet) await saveWallet(tx.ledger, tx.tenantId, held.leaseId, settle(wallet, held.grossMicros, 0n));
    await closeReservation(tx.ledger, tx.tenantId, callId, 'released', this.clock.now());
    log.info({ callId }, 'a reservation was let go');
  }

  /** What a seat's calls may cost now. No rooms: nothing limits them. */
  private async limitsOf(
    tx: TenantTransaction, control: SpendingControl, of: { leaseId: string; seatId: string; at: Instant; held?: Reservation },
  ): Promise<Limits | null> {
    const lease = await findCreditLease(tx.ledger, tx.tenantId, of.leaseId);
    if (!lease) return null;
    const prepaid = of.held ? of.held.prepaid : isPrepaidAt(await readPrepaidPeriods(tx.ledger, tx.tenantId, of.leaseId), of.at);
    const wallet = prepaid ? await lockWallet(tx.ledger, tx.tenantId, of.leaseId) : null;
    const rooms: LimitRoom[] = [];
    if (wallet) rooms.push({ limit: 'balance', roomMicros: balanceRoom(wallet, of.held?.taxPercentMicros ?? callTaxPercent(lease, of.at), of.held) });
    // Caps are in the tenant's currency; a lease in another one is limited by its wallet alone.
    if (lease.currency === control.currency) {
      const per = microsPerMinor(control.currency);
      for (const reading of await readMeters(tx.ledger, tx.tenantId, { seatId: of.seatId, zone: control.zone, at: of.at, microsPerMinor: per })) {
        const roomMicros = roomUnderCap(reading);
        if (roomMicros !== null) rooms.push({ limit: reading.meter, roomMicros });
      }
    }
    return { control, lease, wallet, rooms };
  }

  /** By the very look-up that will price its record. */
  private async priceOf(tx: TenantTransaction, lease: CreditLease, dialled: string, at: Instant): Promise<DeckRow | null> {
    const { table, number } = pricedAs(dialled, await countryOfTenant(tx.ledger, tx.tenantId));
    if (table === 'none') return null;
    const deckAt = await this.shelf.take(tx.ledger, { direction: 'outbound', currency: lease.currency }, { from: at, to: at });
    return deckAt(at)?.deck.findIn(table, number, at) ?? null;
  }

  private async holdFor(tx: TenantTransaction, { wallet, lease }: Limits, grossMicros: bigint): Promise<void> {
    if (wallet && grossMicros > 0n) await saveWallet(tx.ledger, tx.tenantId, lease.id, hold(wallet, grossMicros));
  }
}

/** What the wallet leaves beside what is held for this call already, before tax. */
function balanceRoom(wallet: StoredWallet, taxPercentMicros: bigint, held: Reservation | undefined): bigint {
  const own: HeldTime & { readonly grossMicros: bigint } = held ? { ...heldTime(held), grossMicros: held.grossMicros } : { ...NOTHING_HELD, grossMicros: 0n };
  return beforeTax(freeMicros(wallet) + own.grossMicros, taxPercentMicros) - own.netMicros;
}

function reservationOf(call: CallToAuthorise, limits: Limits, row: DeckRow, granted: TalkTime, at: Instant): Reservation {
  const { perMinuteMicros, connectMicros, initialSeconds, incrementSeconds, prefix } = row;
  const taxPercentMicros = callTaxPercent(limits.lease, at);
  return {
    callId: call.callId, leaseId: limits.lease.id, seatId: call.seatId, prepaid: limits.wallet !== null, state: 'reserved', prefix,
    price: { perMinuteMicros, connectMicros, initialSeconds, incrementSeconds }, taxPercentMicros, givenSeconds: granted.seconds, netMicros: granted.netMicros,
    grossMicros: limits.wallet ? withTax(granted.netMicros, taxPercentMicros) : 0n, boundBy: granted.boundBy, authorisedAt: at,
  };
}

function grantOf(reservation: Reservation, control: SpendingControl): TalkGrant {
  const { givenSeconds, boundBy } = reservation;
  return { talkSeconds: givenSeconds === null ? null : cutAfterSeconds(givenSeconds), extendBelowSeconds: control.extendBelowSeconds, boundBy };
}
