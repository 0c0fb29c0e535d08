import { advance, apply, balancesOf, contractOf, isSuspended, type LeaseBook, type LeaseCommand, openLease, openMinor, refundableMinor, seatsThatLast } from '@seatline/billing-domain';
import { type CivilDate, civilDate, civilDateAt, currency, type Instant, instant, zone } from '@seatline/kernel';
import type { Account } from './account';
import type { Act } from './acts';
import type { Story } from './deeds';
import { lateFeesOf, pricingOf, SERVICE } from './story-pricing';
import { interruptionOf } from './told-interruption';

const SHANGHAI = zone('Asia/Shanghai');
const RATE_MICROS = 120_000n;
const at = (day: CivilDate, minutes = 0): Instant => (instant(`${day}T00:00:00+08:00`) + minutes * 60_000) as Instant;
const dayOf = (when: Instant): CivilDate => civilDateAt(when, SHANGHAI);

/** The engine alone, without tables: thousands of stories in the time of one that is lived. It knows nothing of decks and wallets. */
export class EngineLease {
  book: LeaseBook;
  private now: Instant;
  private calls = 0;
  private learnt = 0;
  private handOvers: { readonly on: CivilDate; readonly seats: number }[] = [];

  constructor({ terms, seats }: Story, openedOn: CivilDate) {
    const { price, accrues, taxPercent, startOn, months, pricing, service, ...rest } = terms;
    const contract = contractOf({
      ...rest, zone: SHANGHAI, currency: currency('CNY'), term: { startOn: civilDate(startOn), months }, seatMonthlyMinor: BigInt(price), pricing: pricingOf(BigInt(price), pricing), serviceLevel: SERVICE[service], rentAccruesWhileSuspended: accrues,
      taxPercentMicros: BigInt(Math.round(Number(taxPercent) * 1e6)),
    });
    this.now = at(openedOn, 720);
    const opened = openLease(contract, seats, this.now);
    if (!opened.ok) throw new Error(opened.refusal.code);
    this.book = opened.value.book;
  }

  wakeOn(day: CivilDate): void {
    for (const { on, seats } of this.handOvers.filter((each) => each.on <= day)) {
      this.passTo(at(on));
      this.book = apply(this.book, { do: 'hand-over-seats', seats, on }, this.now).book;
    }
    this.handOvers = this.handOvers.filter(({ on }) => on > day);
    this.passTo(Math.max(at(day, 720), this.now) as Instant);
  }

  /** False: refused. */
  perform(act: Act): boolean {
    this.passTo((this.now + 60_000) as Instant);
    if (act.do === 'hand-over') {
      if (act.from >= this.book.endOn || seatsThatLast(this.book) < act.seats) return false;
      this.handOvers.push({ on: act.from, seats: act.seats });
      return true;
    }
    const command = this.commandOf(act);
    if (command === null) return false;
    const step = apply(this.book, command, this.now);
    this.book = step.book;
    return step.refusal === null;
  }

  private commandOf(act: Exclude<Act, { do: 'hand-over' }>): LeaseCommand | null {
    const reason = 'as the story goes';
    const { book } = this;
    switch (act.do) {
      case 'order':
        return { do: 'add-seats', seats: act.seats };
      case 'cancel-order':
        return { do: 'cancel-order', order: book.orders[0]!.number };
      case 'waive':
        return book.seats.some(({ state, paymentWaived }) => state === 'ordered' && !paymentWaived) ? { do: 'waive-payment', reason } : null;
      case 'remove':
        return { do: 'remove-seats', seats: act.seats, when: act.when };
      case 'end':
        return { do: 'end-lease', on: act.until };
      case 'hold':
        return { do: 'hold-arrears', untilOn: act.until, reason };
      case 'renew':
        return { do: 'renew-lease', months: act.months, consented: true };
      case 'change-terms':
        return { do: 'change-terms', fromOn: act.from, terms: { ...book.contract, seatMonthlyMinor: act.price, pricing: pricingOf(act.price, act.pricing) }, reason };
      case 'pay':
        return { do: 'pay', amountMinor: act.amount, forOrder: act.forOrder, valueOn: act.valueOn };
      case 'pay-online':
        return { do: 'pay', amountMinor: openMinor(book.invoices[act.invoice - 1]!), forOrder: false, valueOn: null };
      case 'refund':
        return { do: 'refund', payment: act.payment, amountMinor: act.amount, reason };
      case 'bounce':
        return { do: 'return-refund', refund: book.paymentRefunds.length };
      case 'dispute':
        return { do: 'dispute-payment', payment: act.payment, amountMinor: act.amount, reason };
      case 'decide':
        return { do: 'close-dispute', dispute: act.dispute, as: act.as };
      case 'resume':
        return { do: 'resume-arrears', dispute: act.dispute, reason };
      case 'write-off':
      case 'undo-write-off':
        return { do: act.do, invoice: act.invoice, reason };
      case 'pay-refund':
        return { do: 'pay-refund', amountMinor: act.amount, valueOn: null };
      case 'outage':
      case 'maintenance':
        this.learnt += 1;
        return { do: 'record-interruption', interruption: { ...interruptionOf(act), kind: act.do, ref: String(this.learnt), reason } };
      case 'agree-late-fees':
        return { do: 'agree-late-fees', terms: lateFeesOf(act), reason };
      case 'end-late-fees':
        return { do: 'agree-late-fees', terms: null, reason };
      case 'waive-late-fee':
        return { do: 'waive-late-fee', invoice: act.invoice, line: act.line, reason };
      case 'call':
        this.calls += 1;
        return {
          do: 'record-usage', answeredOn: act.answeredOn, costMicros: BigInt(act.minutes) * RATE_MICROS,
          talk: { key: `call ${this.calls}`, answeredAt: (at(act.answeredOn, 660) + this.calls * 1_000) as Instant, billedSeconds: act.minutes * 60, prefix: '86' },
        };
      default:
        throw new Error(`${act.do} is nothing that the engine is asked`);
    }
  }

  private passTo(when: Instant): void {
    this.now = when;
    this.book = advance(this.book, when).book;
  }
}

export function engineAccount(book: LeaseBook): Account {
  const { receivableMinor, depositMinor, unappliedMinor } = balancesOf(book);
  const isUsed = book.seats.some(({ state }) => state === 'active');
  return {
    status: book.endedAt !== null ? 'ended' : isSuspended(book) ? 'suspended' : isUsed ? 'in-service' : 'open',
    endOn: book.endOn,
    balances: { receivable: String(receivableMinor), deposit: String(depositMinor), unapplied: String(unappliedMinor), refundable: String(refundableMinor(book)) },
    wallet: { balance: '0', owed: '0' },
    seats: book.seats.map(({ number, state, endsOn }) => `${number} ${state} ${endsOn ?? ''}`),
    orders: book.orders.map(({ seats }) => seats),
    suspendedOn: book.suspensions.map(({ suspendedAt }) => dayOf(suspendedAt)),
    invoices: book.invoices.map((invoice) => {
      const lines = invoice.lines.map((line) => {
        const span = 'fromOn' in line ? `${line.fromOn ?? ''},${line.toOn}` : '';
        return `${line.kind} ${line.netMinor}+${line.taxMinor} [${span}) of ${'seatNumbers' in line ? line.seatNumbers.length : 0}`;
      });
      return `${invoice.number} ${invoice.kind} due ${invoice.dueOn} paid ${invoice.paidMinor} credited ${invoice.creditedMinor} given up ${invoice.writtenOffMinor}: ${lines.join('; ')}`;
    }),
    creditNotes: book.creditNotes.map(({ number, invoice, netMinor, taxMinor }) => `${number} of ${invoice}: ${netMinor}+${taxMinor}`),
  };
}
