import { addDays, type CivilDate } from '@seatline/kernel';
import { type Act, type ActOf, type CallAct, isAboutCalls, isAboutSeats, type MoneyAct, type SeatAct } from './acts';
import type { Story } from './deeds';
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
      lease.refused = !lease.take(act);
      lease.due();
    }
    lease.wakeOn(until);
    return lease;
  }

  private take(act: Act): boolean {
    if (isAboutSeats(act)) return this.askForSeats(act);
    return isAboutCalls(act) ? this.askForCalls(act) : this.moveMoney(act);
  }

  private wakeOn(day: CivilDate): void {
    while (this.today < day) {
      this.sleep();
      this.collect();
    }
    this.isNoon = true;
  }

  /** Each morning: what presses is charged to the card, unless service stands still, somebody has promised, or it is too late to. */
  private collect(): void {
    const { books, collection } = this;
    for (const invoice of collection.days === null ? [] : books.invoices) {
      if (this.suspendedSince !== null || this.isPromised() || !this.pressing().includes(invoice) || this.beyond().includes(invoice)) continue;
      if (!collection.isTried(invoice, this.today) || !collection.pays) continue;
      this.pay(books.open(invoice) - books.held(invoice), true, false, this.today);
      this.due();
    }
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
        this.lateFees.promises.push({ from: act.on, until: act.until });
        this.relieve();
        return true;
      case 'renew':
        if (this.ended || this.endsEarly) return false;
        this.terms.extend(act.months);
        this.endOn = this.terms.endOn;
        return true;
      case 'change-terms':
        if (this.ended || act.from >= this.endOn || this.terms.monthOf(act.from).from !== act.from) return false;
        this.terms.agree(act.from, act.price, act.pricing);
        return true;
      case 'plan-version':
        return true;
      case 'outage':
      case 'maintenance':
        this.interruptions.learn(act);
        if (this.settled && this.giveBackByNotes()) this.followMoney();
        return true;
    }
  }

  private askForCalls(act: CallAct): boolean {
    switch (act.do) {
      case 'prepay':
        this.calls.prepay(act.on);
        return true;
      case 'postpay':
        return this.calls.postpay(act.on);
      case 'take-back':
        this.calls.takeBack(act.topUp, act.amount);
        return true;
      case 'decide-top-up':
        this.calls.decide(act.taken, act.as);
        return true;
      case 'call':
        this.calls.take(act.answeredOn, act.minutes);
        return true;
      case 're-rate':
        if (this.calls.reRate(act.fen)) this.followMoney();
        return true;
      case 'top-up':
      case 'top-up-online':
        return (act.do === 'top-up' || this.collection.pays) && this.calls.topUp(act.fen, act.do === 'top-up-online');
    }
  }

  private moveMoney(act: MoneyAct): boolean {
    const { books } = this;
    switch (act.do) {
      case 'pay':
        this.pay(act.amount, false, act.forOrder, act.valueOn);
        return true;
      case 'pay-online':
        if (!this.collection.pays) return false;
        this.pay(books.open(this.invoice(act.invoice)), true, false, act.on);
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
        books.dispute(act.payment, act.amount);
        this.relieve();
        return true;
      case 'decide': {
        const dispute = books.disputes[act.dispute - 1]!;
        dispute.closed = act.as;
        dispute.closedOn = act.on;
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
      case 'collect':
        this.collection.card ??= act.card;
        this.collection.days = act.days;
        return true;
      case 'stop-collecting':
        this.collection.days = null;
        return true;
      case 'agree-late-fees':
      case 'end-late-fees':
        if (this.ended) return false;
        this.lateFees.agree(act.do === 'end-late-fees' ? { from: act.on, daily: 0, fromDay: 1, cap: null } : { from: act.on, daily: act.daily, fromDay: act.fromDay, cap: act.cap });
        return true;
      case 'waive-late-fee': {
        const invoice = this.invoice(act.invoice);
        const line = invoice.lines[act.line]!;
        books.credit(invoice, [{ line, net: line.leftNet, tax: 0n }]);
        this.followMoney();
        return true;
      }
      case 'pay-refund':
        if (act.amount > this.refundable) return false;
        this.refundable -= act.amount;
        return true;
    }
  }

  private invoice(number: number): NaiveInvoice {
    return this.books.invoices[number - 1]!;
  }

  private pay(amount: bigint, online: boolean, forOrder: boolean, valueOn: CivilDate): void {
    this.books.payments.push({ amount, online, valueOn });
    this.books.bring(this.books.payments.length, amount, valueOn);
    if (forOrder) this.fillOldest();
    this.followMoney();
    this.recover(this.books.payments.length);
    if (valueOn < this.today && this.lateFees.takeBack()) this.followMoney();
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
