import { addDays, type CivilDate, civilDate, civilDateAt, currency, type Instant, instant, zone } from '@seatline/kernel';
import { contractOf } from '@seatline/billing-domain';
import { Problem } from '@seatline/server';
import { termsOf } from '../../src/persistence/contract-json';
import { ensureLegalEntity, insertPlan } from '../../src/persistence/plans';
import { BookPayment } from '../../src/use-cases/book-payment';
import { CollectionSweep } from '../../src/use-cases/collection-sweep';
import { HandSeatsOver } from '../../src/use-cases/hand-seats-over';
import { PlaceOrder } from '../../src/use-cases/place-order';
import { Sublets } from '../../src/use-cases/sublets';
import { GatewayHouse } from '../gateway-house';
import { OPERATOR } from '../harness';
import { type Act, isAboutCalls, isAboutSeats } from './acts';
import type { Story } from './deeds';
import { askForCalls, priceCalls } from './lived-calls';
import { moveMoney } from './lived-money';
import { askForSeats } from './lived-seats';
import { daysOf } from './naive-terms';
import { pricingOf, SERVICE } from './story-pricing';

export const SINCE_EVER = instant('2000-01-01T00:00:00Z');
const CNY = currency('CNY');
const SHANGHAI = zone('Asia/Shanghai');
const midnight = (day: CivilDate): Instant => instant(`${day}T00:00:00+08:00`);
const MORNING_MILLISECONDS = 10 * 3_600_000;
const NOON_MILLISECONDS = 12 * 3_600_000;

/** A lease on tables, lived through the use cases, beside the lease of a rich tenant that takes seats on. */
export class LivedLease {
  leaseId = '';
  private tenantId = '';
  readonly taker = { tenantId: '', leaseId: '', code: '' };
  /** How much was asked of it so far. */
  asked = 0;
  decks = 0;
  hasCard = false;

  private constructor(
    readonly house: GatewayHouse,
    readonly story: Story,
  ) {}

  static async open(story: Story, openedOn: CivilDate): Promise<LivedLease> {
    const house = await GatewayHouse.start(`${openedOn}T12:00:00+08:00`);
    const lived = new LivedLease(house, story);
    try {
      await lived.catalogue();
      await priceCalls(lived, 12n);
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

  /** Of what is being asked, on whatever paper it comes. */
  get reference(): string {
    return `deed ${this.asked}`;
  }

  /** Time passes to the noon of a day; seats change hands in the first moments of theirs, and a saved card is charged in the morning. */
  async wakeOn(day: CivilDate): Promise<void> {
    const { harness } = this.house;
    const handOvers = await this.handOverDays(day);
    for (const on of this.hasCard ? daysOf(addDays(this.present(), 1), addDays(day, 1)) : handOvers) {
      if (handOvers.includes(on)) {
        await this.passTo(midnight(on));
        await harness.sweep.run();
        await this.use(HandSeatsOver).run();
      }
      if (this.hasCard) await this.chargeCard(on);
    }
    await this.passTo(Math.max(midnight(day) + NOON_MILLISECONDS, harness.clock.now()) as Instant);
  }

  private present(): CivilDate {
    return civilDateAt(this.house.harness.clock.now(), SHANGHAI);
  }

  private async chargeCard(on: CivilDate): Promise<void> {
    await this.passTo((midnight(on) + MORNING_MILLISECONDS) as Instant);
    await this.use(CollectionSweep).run();
    await this.hear();
  }

  /** False: refused. */
  async perform(act: Act): Promise<boolean> {
    this.asked += 1;
    await this.passTo((this.house.harness.clock.now() + 60_000) as Instant);
    try {
      await (isAboutSeats(act) ? askForSeats(this, act) : isAboutCalls(act) ? askForCalls(this, act) : moveMoney(this, act));
    } catch (error) {
      if (error instanceof Problem) return false;
      throw error;
    } finally {
      await this.hear();
    }
    return true;
  }

  async catalogue(from: Instant = SINCE_EVER, price = this.story.terms.price): Promise<void> {
    const { startOn, months, depositMonths, anchor, dayCount, accrues, taxPercent, pricing, service } = this.story.terms;
    const contract = contractOf({
      zone: SHANGHAI, currency: CNY, term: { startOn: civilDate(startOn), months }, seatMonthlyMinor: BigInt(price), pricing: pricingOf(BigInt(price), pricing), serviceLevel: SERVICE[service], depositMonths, anchor, dayCount,
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

  id(of: string, number?: number): Promise<string> {
    return this.word('id', of, number);
  }

  async word(column: string, of: string, number?: number): Promise<string> {
    const { rows } = await this.house.harness.admin.query<{ word: string }>(`select ${column}::text as word from ${of} limit 1`, number === undefined ? [this.leaseId] : [this.leaseId, number]);
    return rows[0]!.word;
  }

  use<Service>(service: new (...args: never[]) => Service): Service {
    return this.house.harness.app.get(service);
  }
}

