import { addDays, type CivilDate } from '@seatline/kernel';
import { type Act, type ActOf, isAboutSeats, type MoneyAct, type SeatAct } from './acts';
import type { Deed, Story } from './deeds';
import type { NaiveInvoice } from './naive-books';
import { NaiveLease } from './naive-lease';

/** A lease that is told all that was asked of it, from the beginning. */
export class NaiveStory extends NaiveLease {
  /** Whether what was asked last was refused. */
  refused = false;

  static told(story: Story, openedOn: CivilDate, acts: readonly Act[], until: CivilDate): NaiveStory {
    const lease = new NaiveStory(story, openedOn);
    for (const act of acts) {
      lease.wakeOn(act.on);
      lease.refused = !(isAboutSeats(act) ? lease.askForSeats(act) : lease.moveMoney(act));
      lease.due();
    }
    lease.wakeOn(until);
    return lease;
  }

  /** The present, if somebody asks it now; null: nobody could mean that now. */
  mean(deed: Deed): Act | null {
    const on = this.today;
    const { books } = this;
    switch (deed.do) {
      case 'order':
        return this.ended ? null : { on, do: 'order', seats: deed.seats };
      case 'hand-over': {
        const from = this.terms.monthOf(on).to;
        return this.ended || this.handOvers.some((each) => each.on === from) ? null : { on, do: 'hand-over', seats: deed.seats, from };
      }
      case 'cancel-order':
        return this.orders.length === 0 ? null : { on, do: 'cancel-order' };
      case 'prepay':
        return this.ended || this.prepaidAfter !== null ? null : { on, do: 'prepay' };
      case 'bounce':
        return books.refunds.length === 0 || books.refunds.at(-1)!.bounced ? null : { on, do: 'bounce' };
      case 'waive':
      case 'plan-version':
        return { on, do: deed.do };
      case 'remove':
        return { on, do: 'remove', seats: deed.seats, when: deed.when };
      case 'end':
      case 'hold':
        return { on, do: deed.do, until: addDays(on, deed.days) };
      case 'renew':
        return { on, do: 'renew', months: deed.months, endOn: this.endOn };
      case 'change-terms':
        return { on, do: 'change-terms', price: BigInt(deed.price), from: this.issuedTo };
      case 'nothing':
        return null;
      default:
        return this.meanMoney(deed, on);
    }
  }

  private meanMoney(deed: Exclude<Deed, { do: 'order' | 'hand-over' | 'cancel-order' | 'prepay' | 'bounce' | 'waive' | 'plan-version' | 'remove' | 'end' | 'hold' | 'renew' | 'change-terms' | 'nothing' }>, on: CivilDate): Act | null {
    const { books, calls } = this;
    switch (deed.do) {
      case 'pay': {
        const asked = deed.forOrder ? this.orders.reduce((sum, { seats }) => sum + this.costOf(seats), -books.free) : books.openInvoices().reduce((sum, invoice) => sum + books.open(invoice), 0n);
        const amount = (asked * BigInt(deed.percent)) / 100n;
        return { on, do: 'pay', amount: amount > 0n ? amount : 10_037n, forOrder: deed.forOrder, valueOn: addDays(on, -deed.daysBack) };
      }
      case 'pay-online':
      case 'write-off':
        return pick(books.openInvoices(), deed.invoice, ({ number }) => ({ on, do: deed.do, invoice: number }));
      case 'undo-write-off':
        return pick(books.invoices.filter(({ givenUp }) => givenUp > 0n), deed.invoice, ({ number }) => ({ on, do: deed.do, invoice: number }));
      case 'refund':
      case 'dispute': {
        const online = books.payments.flatMap((payment, place) => (payment.online ? [place + 1] : []));
        const disputable = online.filter((number) => deed.do === 'refund' || (!books.hasOpenDispute(number) && books.left(number) > 0n));
        return pick(disputable, deed.payment, (payment) => ({ on, do: deed.do, payment, amount: (books.payments[payment - 1]!.amount * BigInt(deed.percent)) / 100n }));
      }
      case 'decide':
        return pick(books.disputes.filter(({ closed }) => closed === null), deed.dispute, (each) => ({ on, do: 'decide', dispute: books.disputes.indexOf(each) + 1, as: deed.as }));
      case 'resume':
        return pick(books.disputes.filter(({ resumedOn, closed }) => resumedOn === null && closed !== 'won'), deed.dispute, (each) => ({ on, do: 'resume', dispute: books.disputes.indexOf(each) + 1 }));
      case 'call': {
        const answeredOn = addDays(on, -deed.daysBack);
        return this.ended || answeredOn < this.terms.startOn ? null : { on, do: 'call', minutes: deed.minutes, answeredOn };
      }
      case 're-rate':
        return this.ended || calls.all.length === 0 || BigInt(deed.fen) === calls.rate ? null : { on, do: 're-rate', fen: BigInt(deed.fen) };
      case 'top-up':
        return this.ended || this.prepaidAfter === null ? null : { on, do: 'top-up', fen: BigInt(deed.fen) };
      case 'pay-refund':
        return this.refundable === 0n ? null : { on, do: 'pay-refund', amount: (this.refundable * BigInt(deed.percent)) / 100n };
    }
  }

  private wakeOn(day: CivilDate): void {
    while (this.today < day) this.sleep();
    this.isNoon = true;
  }

  /** False: refused. */
  private askForSeats(act: SeatAct): boolean {
    switch (act.do) {
      case 'order':
        return this.order(act);
      case 'hand-over':
        return this.arrangeHandOver(act);
      case 'cancel-order':
        this.orders = this.orders.slice(1);
        this.followMoney();
        return true;
      case 'waive':
        return this.waive();
      case 'remove':
        return this.remove(act);
      case 'end':
        return this.agreeEnd(act);
      case 'hold':
        this.holdThrough(act.until);
        this.relieve();
        return true;
      case 'renew':
        if (this.ended || this.endsEarly) return false;
        this.terms.extend(act.months);
        this.endOn = this.terms.endOn;
        return true;
      case 'change-terms':
        if (this.ended || act.from >= this.endOn || this.terms.monthOf(act.from).from !== act.from) return false;
        this.terms.agree(act.from, act.price);
        return true;
      case 'plan-version':
        return true;
    }
  }

  private moveMoney(act: MoneyAct): boolean {
    const { books } = this;
    switch (act.do) {
      case 'prepay':
        this.prepaidAfter = act.on;
        return true;
      case 'call':
        this.calls.take(act.answeredOn, act.minutes, this.prepaidAfter !== null && act.answeredOn > this.prepaidAfter);
        return true;
      case 're-rate':
        if (this.calls.reRate(act.fen)) this.followMoney();
        return true;
      case 'top-up':
        this.calls.topUp(act.fen);
        return true;
      case 'pay':
        this.pay(act.amount, false, act.forOrder);
        return true;
      case 'pay-online':
        this.pay(books.open(this.invoice(act.invoice)), true, false);
        return true;
      case 'refund':
        return books.refund(act.payment, act.amount);
      case 'bounce': {
        const refund = books.refunds.at(-1)!;
        refund.bounced = true;
        books.bring(refund.payment, refund.amount);
        this.followMoney();
        return true;
      }
      case 'dispute':
        books.dispute(act.payment, act.amount, act.on);
        this.relieve();
        return true;
      case 'decide': {
        const dispute = books.disputes[act.dispute - 1]!;
        dispute.closed = act.as;
        if (act.as === 'lost') return true;
        books.bring(dispute.payment, dispute.amount);
        this.followMoney();
        return true;
      }
      case 'resume':
        books.disputes[act.dispute - 1]!.resumedOn = act.on;
        return true;
      case 'write-off': {
        const invoice = this.invoice(act.invoice);
        invoice.givenUp += books.open(invoice);
        return true;
      }
      case 'undo-write-off':
        this.invoice(act.invoice).givenUp = 0n;
        this.followMoney();
        return true;
      case 'pay-refund':
        if (act.amount > this.refundable) return false;
        this.refundable -= act.amount;
        return true;
    }
  }

  private invoice(number: number): NaiveInvoice {
    return this.books.invoices[number - 1]!;
  }

  private pay(amount: bigint, online: boolean, forOrder: boolean): void {
    this.books.payments.push({ amount, online });
    this.books.bring(this.books.payments.length, amount);
    if (forOrder) this.fillOldest();
    this.followMoney();
    this.recover(this.books.payments.length);
  }

  /** What a payment brought beyond all that is open serves what was given up, unless it stands for an order. */
  private recover(payment: number): void {
    if (this.orders.length > 0) return;
    for (const invoice of this.books.inOrder().filter(({ givenUp }) => givenUp > 0n)) {
      const left = this.books.freeOf(payment);
      if (left === 0n) return;
      invoice.givenUp -= left < invoice.givenUp ? left : invoice.givenUp;
      this.followMoney();
    }
  }

  private order({ seats, on }: ActOf<'order'>): boolean {
    if (on >= this.endOn || this.isBlocked()) return false;
    this.orders.push({ seats, on });
    this.followMoney();
    return true;
  }

  private arrangeHandOver({ seats, from }: ActOf<'hand-over'>): boolean {
    if (from >= this.endOn || this.lasting().length < seats) return false;
    this.handOvers.push({ on: from, seats });
    return true;
  }

  private waive(): boolean {
    const waiting = this.seats.filter(({ state }) => state === 'ordered');
    if (waiting.every(({ waived }) => waived)) return false;
    for (const seat of waiting) seat.waived = true;
    this.activate();
    return true;
  }

  private remove({ seats, when, on }: ActOf<'remove'>): boolean {
    const going = this.lasting().slice(-seats);
    if (on >= this.endOn || going.length < seats) return false;
    const monthEnd = this.terms.monthOf(on).to;
    this.endSeats(going, when === 'now' ? addDays(on, 1) : monthEnd < this.endOn ? monthEnd : this.endOn);
    if (when === 'now') for (const seat of going) seat.state = 'released';
    if (this.creditUnused()) this.followMoney();
    return true;
  }

  private agreeEnd({ until, on }: ActOf<'end' | 'hold'>): boolean {
    if (this.ended || until < this.terms.startOn || until > this.endOn || until < on) return false;
    this.endOn = until;
    this.endsEarly = until < this.terms.endOn;
    if (this.creditUnused()) this.followMoney();
    return true;
  }
}

function pick<Item>(from: readonly Item[], place: number, act: (item: Item) => Act): Act | null {
  return from.length === 0 ? null : act(from[place % from.length]!);
}

