import { type CivilDate, civilDate, currency, formatMoney, type Instant, instant, money, zone } from '@seatline/kernel';
import { contractOf } from '@seatline/billing-domain';
import { Problem } from '@seatline/server';
import { termsOf } from '../../src/persistence/contract-json';
import { ensureLegalEntity, insertPlan } from '../../src/persistence/plans';
import { BookPayment } from '../../src/use-cases/book-payment';
import { CancelOrder } from '../../src/use-cases/cancel-order';
import { DecideDispute } from '../../src/use-cases/decide-dispute';
import { HandSeatsOver } from '../../src/use-cases/hand-seats-over';
import { LeaseCommands } from '../../src/use-cases/lease-commands';
import { PayOnline } from '../../src/use-cases/pay-online';
import { PayRefund } from '../../src/use-cases/pay-refund';
import { PlaceOrder } from '../../src/use-cases/place-order';
import { PlanRerating } from '../../src/use-cases/plan-rerating';
import { RecordUsage } from '../../src/use-cases/record-usage';
import { RefundPayment } from '../../src/use-cases/refund-payment';
import { Renewals } from '../../src/use-cases/renewals';
import { RunRerating } from '../../src/use-cases/run-rerating';
import { Sublets } from '../../src/use-cases/sublets';
import { TelephoneBilling } from '../../src/use-cases/telephone-billing';
import { TopUpWallet } from '../../src/use-cases/top-up-wallet';
import { UploadDeck } from '../../src/use-cases/upload-deck';
import { WriteOffDesk } from '../../src/use-cases/write-off-desk';
import { GatewayHouse } from '../gateway-house';
import { OPERATOR } from '../harness';
import { type Act, type ActOf, isAboutSeats, type MoneyAct, type SeatAct } from './acts';
import type { Story } from './deeds';

const SINCE_EVER = instant('2000-01-01T00:00:00Z');
const CNY = currency('CNY');
const SHANGHAI = zone('Asia/Shanghai');
const amountOf = (minor: bigint): string => formatMoney(money(CNY, minor));
const midnight = (day: CivilDate): Instant => instant(`${day}T00:00:00+08:00`);
const NOON_MILLISECONDS = 12 * 3_600_000;

/** A lease on tables, lived through the use cases, beside the lease of a rich tenant that takes seats on. */
export class LivedLease {
  leaseId = '';
  private tenantId = '';
  private readonly taker = { tenantId: '', leaseId: '', code: '' };
  private asked = 0;
  private decks = 0;

  private constructor(
    readonly house: GatewayHouse,
    private readonly story: Story,
  ) {}

  static async open(story: Story, openedOn: CivilDate): Promise<LivedLease> {
    const house = await GatewayHouse.start(`${openedOn}T12:00:00+08:00`);
    const lived = new LivedLease(house, story);
    try {
      await lived.catalogue();
      await lived.price(12n);
      lived.tenantId = await house.harness.newTenant();
      lived.leaseId = await lived.rent(lived.tenantId, story.seats, story.terms.months);
      await lived.openTaker();
      house.stripe.takeDeliveries();
    } catch (error) {
      await house.harness.stop();
      throw error;
    }
    return lived;
  }

  get key(): { tenantId: string; leaseId: string } {
    return { tenantId: this.tenantId, leaseId: this.leaseId };
  }

  /** Time passes to the noon of a day; seats change hands in the first moments of theirs. */
  async wakeOn(day: CivilDate): Promise<void> {
    const { harness } = this.house;
    for (const on of await this.handOverDays(day)) {
      await this.passTo(midnight(on));
      await harness.sweep.run();
      await this.use(HandSeatsOver).run();
    }
    await this.passTo(Math.max(midnight(day) + NOON_MILLISECONDS, harness.clock.now()) as Instant);
  }

  /** False: refused. */
  async perform(act: Act): Promise<boolean> {
    this.asked += 1;
    await this.passTo((this.house.harness.clock.now() + 60_000) as Instant);
    try {
      await (isAboutSeats(act) ? this.askForSeats(act) : this.moveMoney(act));
    } catch (error) {
      if (error instanceof Problem) return false;
      throw error;
    } finally {
      await this.hear();
    }
    return true;
  }

  private async askForSeats(act: SeatAct): Promise<unknown> {
    const { tenantId, leaseId } = this;
    const commands = this.use(LeaseCommands);
    const reason = 'as the story goes';
    switch (act.do) {
      case 'order':
        return this.use(PlaceOrder).run(OPERATOR, tenantId, { planCode: 'story', seats: act.seats, months: this.story.terms.months, startOn: civilDate(this.story.terms.startOn) });
      case 'cancel-order':
        return this.use(CancelOrder).run(OPERATOR, tenantId, await this.id("lease_order where lease_id = $1 and state = 'standing' order by number"));
      case 'waive':
        return commands.waive(OPERATOR, tenantId, leaseId, reason);
      case 'remove':
        return commands.removeSeats(OPERATOR, tenantId, leaseId, { seats: act.seats, when: act.when });
      case 'end':
        return commands.end(OPERATOR, tenantId, leaseId, { on: act.until, reason });
      case 'hold':
        return commands.hold(OPERATOR, tenantId, leaseId, { untilOn: act.until, reason });
      case 'renew':
        return this.renew(act);
      case 'change-terms': {
        const terms = { seatMonthlyMinor: act.price, dayCount: this.story.terms.dayCount, pricing: contractOf({ zone: SHANGHAI, currency: CNY, term: { startOn: act.from, months: 1 } }).pricing };
        return commands.changeTerms(OPERATOR, tenantId, leaseId, { fromOn: act.from, terms, reason });
      }
      case 'plan-version':
        return this.catalogue(this.house.harness.clock.now(), 77_700);
      case 'hand-over':
        return this.handOver(act);
    }
  }

  private async moveMoney(act: MoneyAct): Promise<unknown> {
    const { tenantId, leaseId } = this;
    const reason = 'as the story goes';
    const reference = `deed ${this.asked}`;
    switch (act.do) {
      case 'pay':
        return this.use(BookPayment).run(OPERATOR, tenantId, { leaseId, amount: amountOf(act.amount), valueOn: act.valueOn, reference, forOrder: act.forOrder });
      case 'pay-online':
        return this.use(PayOnline).run(OPERATOR, tenantId, 'invoice', await this.id('invoice where lease_id = $1 and sequence = $2', act.invoice));
      case 'write-off':
        return this.use(WriteOffDesk).writeOff(OPERATOR, tenantId, await this.id('invoice where lease_id = $1 and sequence = $2', act.invoice), reason);
      case 'undo-write-off':
        return this.use(WriteOffDesk).undo(OPERATOR, tenantId, await this.id('invoice where lease_id = $1 and sequence = $2', act.invoice), reason);
      case 'refund':
        return this.use(RefundPayment).run(OPERATOR, tenantId, { paymentId: await this.id('payment where lease_id = $1 and sequence = $2', act.payment), amount: amountOf(act.amount), reason });
      case 'bounce':
        return this.house.world.returnsRefund([...this.house.stripe.state.refunds.keys()].at(-1)!);
      case 'dispute':
        return this.house.world.disputes(await this.word('reference', 'payment where lease_id = $1 and sequence = $2', act.payment), Number(act.amount));
      case 'decide':
        return this.house.world.decides(await this.word('gateway_reference', 'gateway_dispute where lease_id = $1 and dispute_sequence = $2', act.dispute), act.as);
      case 'resume':
        return this.use(DecideDispute).resume(OPERATOR, tenantId, await this.id('gateway_dispute where lease_id = $1 and dispute_sequence = $2', act.dispute), reason);
      case 'pay-refund':
        return this.use(PayRefund).run(OPERATOR, tenantId, { leaseId, amount: amountOf(act.amount), valueOn: null, reference });
      case 'prepay':
        return this.use(TelephoneBilling).set(OPERATOR, tenantId, leaseId, { billing: 'prepaid', reason });
      case 'top-up':
        return this.use(TopUpWallet).transfer(OPERATOR, tenantId, { leaseId, amount: amountOf(act.fen), valueOn: null, reference });
      case 'call':
        return this.call(act);
      case 're-rate':
        return this.reRate(act);
    }
  }

  private async renew({ months, endOn }: ActOf<'renew'>): Promise<void> {
    const renewals = this.use(Renewals);
    const request = await renewals.ask(OPERATOR, this.tenantId, this.leaseId, { months, endOn });
    if (request.state === 'asked') await renewals.decide(OPERATOR, this.tenantId, this.leaseId, request.id, { consent: true, reason: 'why not' });
  }

  private async handOver({ seats, from }: ActOf<'hand-over'>): Promise<void> {
    const sublets = this.use(Sublets);
    const { id } = await sublets.give(OPERATOR, this.tenantId, this.leaseId, { toCode: this.taker.code, seats, on: from });
    await sublets.answer(OPERATOR, this.taker.tenantId, id, { accept: true });
    await sublets.decide(OPERATOR, id, { consent: true, reason: 'both agree' });
  }

  private async call({ minutes, answeredOn }: ActOf<'call'>): Promise<void> {
    const leg = {
      source: 'story', callId: `call ${this.asked}`, leg: 'a', direction: 'outbound', carrierLeg: true, ourNumber: null, otherNumber: '+8613800138000', answeredAt: instant(`${answeredOn}T11:00:00+08:00`),
      milliseconds: minutes * 60_000, seatId: null, memberId: null, leaseId: this.leaseId,
    } as const;
    await this.house.harness.tenants.run(this.tenantId, (tx) => this.use(RecordUsage).run(tx, [leg]));
  }

  private async reRate({ fen }: ActOf<'re-rate'>): Promise<void> {
    await this.price(fen);
    const range = { direction: 'outbound', tenantId: this.tenantId, leaseId: null, prefix: null, from: SINCE_EVER, to: this.house.harness.clock.now() } as const;
    const id = await this.use(PlanRerating).run(OPERATOR, range, 'a wrong deck');
    const outcome = await this.use(RunRerating).run(OPERATOR, id);
    if (outcome.differs > 0) throw new Error('a dry run was not what was done');
  }

  /** One more deck for calls of all times; the last one counts. */
  private async price(fen: bigint): Promise<void> {
    this.decks += 1;
    const csv = `prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to\n86,${amountOf(fen)},0,60,60,,`;
    const effectiveFrom = (SINCE_EVER + this.decks) as Instant;
    await this.use(UploadDeck).run(OPERATOR, { direction: 'outbound', currency: 'CNY', name: `Deck ${this.decks}`, effectiveFrom, csv });
  }

  private async catalogue(from: Instant = SINCE_EVER, price = this.story.terms.price): Promise<void> {
    const { startOn, months, depositMonths, anchor, dayCount, accrues, taxPercent } = this.story.terms;
    const contract = contractOf({
      zone: SHANGHAI, currency: CNY, term: { startOn: civilDate(startOn), months }, seatMonthlyMinor: BigInt(price), depositMonths, anchor, dayCount,
      rentAccruesWhileSuspended: accrues, taxPercentMicros: BigInt(Math.round(Number(taxPercent) * 1e6)),
    });
    await this.house.harness.platform.run(async (tx) => {
      const entity = { code: 'stories', name: 'Stories', taxNumber: null, invoicePrefix: 'ST', zone: 'Asia/Shanghai', bank: null };
      const legalEntityId = await ensureLegalEntity(tx.db, entity, SINCE_EVER);
      await insertPlan(tx.db, { code: 'story', name: { en: 'Story', 'zh-CN': '故事' }, currency: CNY, terms: termsOf(contract), legalEntityId, effectiveFrom: from }, from);
    });
  }

  private async rent(tenantId: string, seats: number, months: number): Promise<string> {
    await this.use(PlaceOrder).run(OPERATOR, tenantId, { planCode: 'story', seats, months, startOn: civilDate(this.story.terms.startOn) });
    const { rows } = await this.house.harness.admin.query<{ id: string }>('select id from lease where tenant_id = $1', [tenantId]);
    return rows[0]!.id;
  }

  private async openTaker(): Promise<void> {
    const { harness } = this.house;
    this.taker.tenantId = await harness.newTenant();
    this.taker.leaseId = await this.rent(this.taker.tenantId, 1, 36);
    await this.use(BookPayment).run(OPERATOR, this.taker.tenantId, { leaseId: this.taker.leaseId, amount: '9000000.00', valueOn: null, reference: 'rich', forOrder: false });
    this.taker.code = (await this.use(Sublets).ofTenant(this.taker.tenantId)).code;
  }

  private async handOverDays(until: CivilDate): Promise<CivilDate[]> {
    const { rows } = await this.house.harness.admin.query<{ on: CivilDate }>(
      "select takes_effect_on::text as on from sublet where lease_id = $1 and state = 'consented' and takes_effect_on <= $2 order by 1", [this.leaseId, until]);
    return rows.map((row) => row.on);
  }

  private async passTo(at: Instant): Promise<void> {
    const { harness } = this.house;
    await harness.liveUntil(at);
    await harness.sweep.run(); // what is due at that very instant
  }

  private async hear(): Promise<void> {
    const told = this.house.stripe.takeDeliveries();
    for (const delivery of told) await this.house.receive(delivery);
    if (told.length > 0) await this.house.harness.jobs.drain();
  }

  private id(of: string, number?: number): Promise<string> {
    return this.word('id', of, number);
  }

  private async word(column: string, of: string, number?: number): Promise<string> {
    const { rows } = await this.house.harness.admin.query<{ word: string }>(`select ${column}::text as word from ${of} limit 1`, number === undefined ? [this.leaseId] : [this.leaseId, number]);
    return rows[0]!.word;
  }

  private use<Service>(service: new (...args: never[]) => Service): Service {
    return this.house.harness.app.get(service);
  }
}

